"""Take what readers send: enquiries, tips, choices. These pages are never kept by any cache."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from broadsheet.public.cookies import COOKIES
from broadsheet.public.forms import AdChoiceForm, ConsentForm, CorrectionForm, EnquiryForm, TipForm
from broadsheet.public.models import Address, Card
from broadsheet.public.selectors.site import SiteView
from broadsheet.public.views.page import here, print_page
from broadsheet.publication.models import InformationVersion
from broadsheet.readers.models import Enquiry
from broadsheet.readers.services.consent import record_consent
from broadsheet.readers.services.enquire import take_enquiry
from broadsheet.tips.services.seal import is_open, take_tip

ENQUIRIES = {
    "contact-us": Enquiry.Kind.CONTACT,
    "customer-care": Enquiry.Kind.CUSTOMER_CARE,
    "advertise": Enquiry.Kind.ADVERTISE,
    "licensing": Enquiry.Kind.LICENSING,
    "request-a-correction": Enquiry.Kind.CORRECTION,
}
YEAR = 365 * 86_400
CONSENT = "public/cookie_settings.html"


def words_of_page(request: HttpRequest, slug: str, site: SiteView) -> dict[str, Any]:
    """Read the text an editor wrote above a form, if there is one."""
    found = Address.objects.filter(path=f"/{slug}/", kind=Address.Kind.INFORMATION).first()
    page = InformationVersion.objects.filter(page_id=found.target_id).first() if found else None
    column = next((links for links in site.footer.values() if any(link.url == f"/{slug}/" for link in links)), ())
    return {"page": page, "path": request.path, "slug": slug, "siblings": column}


def enquiry(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an enquiry form, or keep what it sends and give its number."""
    site, _now = here(request)
    kind = ENQUIRIES[slug]
    make = CorrectionForm if kind == Enquiry.Kind.CORRECTION else EnquiryForm
    about = {"story_url": story_address(request.GET.get("story", ""), site), "block_id": request.GET.get("at", "")}
    form = make(request.POST or None, initial=about)
    context = words_of_page(request, slug, site) | {"form": form}
    if request.method == "POST" and form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name not in ("website", "opened")}
        taken = take_enquiry(kind=kind, **details)
        return print_page(request, "public/receipt.html", context | {"number": taken.number}, site=site, max_age=None)
    status = 400 if form.errors else 200
    return print_page(request, "public/form_page.html", context, site=site, max_age=None, status=status)


def story_address(uuid: str, site: SiteView) -> str:
    """Give the address of the story whose page led here; nothing for any other word."""
    try:
        card = Card.objects.visible(timezone.now()).filter(uuid=UUID(uuid)).first()
    except ValueError:
        return ""
    return site.absolute(card.path) if card else ""


def tip(request: HttpRequest) -> HttpResponse:
    """Show the tip form, or seal what it sends. No cookie is set, no address kept."""
    site, _now = here(request)
    form = TipForm(request.POST or None)
    context = words_of_page(request, "send-a-news-tip", site) | {
        "form": form,
        "is_open": is_open(),
        "securedrop_url": site.raw.get("securedrop_url", ""),
    }
    if request.method == "POST" and is_open() and form.is_valid():
        take_tip(message=form.cleaned_data["message"], contact=form.cleaned_data["contact"])
        return print_page(request, "public/receipt.html", context | {"number": ""}, site=site, max_age=None)
    status = 400 if form.errors else 200
    return print_page(request, "public/tip.html", context, site=site, max_age=None, status=status)


tip_without_cookies = csrf_exempt(tip)  # nothing a forged request could gain: the form has no session to act for


def cookie_settings(request: HttpRequest) -> HttpResponse:
    """Show what is stored and why, or keep a choice."""
    site, _now = here(request)
    held = request.COOKIES.get("consent", "").rpartition(".")[2]
    form = ConsentForm(request.POST or None, initial={"embeds": held or "ask"})
    context = words_of_page(request, "cookie-settings", site) | {"form": form, "cookies": COOKIES}
    if request.method != "POST" or not form.is_valid():
        return print_page(request, CONSENT, context, site=site, max_age=None)
    choice = form.cleaned_data["embeds"]
    record = record_consent(allows_embeds=choice == "show", allows_measuring=False)
    response = print_page(request, CONSENT, context | {"saved": True}, site=site, max_age=None)
    response.set_cookie("consent", f"{record.receipt}.{choice}", max_age=YEAR, samesite="Lax")
    return response


def ad_choices(request: HttpRequest) -> HttpResponse:
    """Say what advertisements know about the reader, and let them be hidden."""
    site, _now = here(request)
    form = AdChoiceForm(request.POST or None, initial={"ads": request.COOKIES.get("ads", "on")})
    context = words_of_page(request, "ad-choices", site) | {"form": form, "saved": False}
    if request.method == "POST" and form.is_valid():
        response = print_page(request, "public/ad_choices.html", context | {"saved": True}, site=site, max_age=None)
        response.set_cookie("ads", form.cleaned_data["ads"], max_age=YEAR, samesite="Lax")
        return response
    return print_page(request, "public/ad_choices.html", context, site=site, max_age=None)
