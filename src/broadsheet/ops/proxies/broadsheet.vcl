vcl 4.1;

# Varnish in front of Broadsheet: every reader gets the kept page, a changed page is dropped by its tags.
# Needs the module xkey (Debian: varnish-modules) and BROADSHEET_PURGE_URLS set to where Varnish listens.

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = { .url = "/robots.txt"; .interval = 5s; .timeout = 3s; .window = 3; .threshold = 2; .initial = 2; }
}

acl broadsheet {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ broadsheet) {
            return (synth(403, "Only Broadsheet may purge"));
        }
        return (synth(200, xkey.purge(req.http.xkey-purge) + " dropped"));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The desk and accounts are their own; so is a page while somebody from the desk looks at it.
    if (req.url ~ "^/(desk|account)(/|$)" || req.http.Cookie ~ "(^|;\s*)sessionid=") {
        return (pass);
    }
    # While Broadsheet is up, nothing is served past its time; while it is down, yesterday's page beats none.
    set req.grace = 0s;
    if (!std.healthy(req.backend_hint)) {
        set req.grace = 1d;
    }
    # A page that may be kept is the same for all readers, so cookies play no part in finding it.
    return (hash);
}

sub vcl_backend_response {
    set beresp.grace = 1d;
    if (!beresp.http.xkey || beresp.http.Set-Cookie) {
        set beresp.uncacheable = true;
        set beresp.ttl = 30s;
        return (deliver);
    }
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
