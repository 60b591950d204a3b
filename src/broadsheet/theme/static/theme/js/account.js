// The reader's own part of the masthead: what stands in it is asked for apart, so that pages are the same for all.

const answer = await fetch("/_me", { headers: { Accept: "application/json" } }).catch(() => null);
const me = answer?.ok ? await answer.json() : { account: [] };
const signIn = document.querySelector(".sign-in");
const links = me.account.map(({ name, url }) => {
  const link = Object.assign(document.createElement("a"), { className: "tool", href: url });
  link.textContent = name;
  return link;
});
if (links.length) signIn.replaceWith(...links);
