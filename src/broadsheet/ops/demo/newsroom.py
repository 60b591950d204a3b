"""The demo paper's own words: name, sections, sources, people's logins, the order of its front."""

from datetime import date
from typing import ClassVar


class PublicationWords:
    """What the publication's settings say."""

    name = "The Aldermere Courier"
    tagline = "Early, and right."
    about = (
        "The Aldermere Courier has reported from Quay Street since 1871. It is owned by a trust, answers to its "
        "readers, and shows where every paragraph came from."
    )
    copyright_holder = "The Courier Trust"
    owner = (
        "The Aldermere Courier is owned by the Courier Trust, which may not be sold and takes no dividend. The editor "
        "is appointed by the trust for seven years and can be removed only by its members."
    )
    founded_on = date(1871, 3, 4)
    contact_email = "newsroom@courier.example"
    security_email = "security@courier.example"
    robots_txt: ClassVar[str] = ""
    ads_txt = (
        "# The Aldermere Courier sells its advertising itself; nobody else may.\ncontact=advertising@courier.example"
    )
    trust_txt = (
        "# https://journallist.net\ncontact=newsroom@courier.example\ndatatrainingallowed=no\n"
        "disclosure=http://127.0.0.1:8000/standards/"
    )
    rsl_license = (
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">search</permits>'
        '<prohibits type="usage">train-ai</prohibits></license></content></rsl>'
    )


ACCOUNTS = [
    ("Mastodon", "https://social.courier.example/@courier"),
    ("X", "https://x.com/aldermerecourier"),
    ("Facebook", "https://www.facebook.com/aldermerecourier"),
    ("Instagram", "https://www.instagram.com/aldermerecourier"),
]

SECTIONS = [
    ("world", "World", "Beyond the strait."),
    ("politics", "Politics", "The Rotunda, the parties and the budget."),
    ("opinion", "Opinion", "Columns, leaders and the letters that answer them."),
    ("business", "Business", "Work, firms and money."),
    ("business/economy", "Economy", "Prices, jobs and the Bank."),
    ("business/real-estate", "Real Estate", "Homes, rents and what gets built."),
    ("business/money", "Money", "Your savings, bills and pension."),
    ("business/crypto", "Crypto", "Tokens and those who hold them."),
    ("tech", "Tech", "Chips, networks and the people behind them."),
    ("lifestyle", "Lifestyle", "How we live."),
    ("lifestyle/food", "Food", "Kitchens, tables and markets."),
    ("lifestyle/travel", "Travel", "By train where we can."),
    ("lifestyle/fashion-beauty", "Fashion & Beauty", "What we wear and why."),
    ("lifestyle/art-books", "Art & Books", "Galleries and shelves."),
    ("lifestyle/culture", "Culture", "Stages, customs and quarrels."),
    ("health", "Health", "Bodies, wards and the science of both."),
    ("sports", "Sports", "From the Basin and beyond."),
    ("entertainment", "Entertainment", "Screens, music and nights out."),
]

SUBJECTS = [
    ("medtop:01000000", "arts, culture, entertainment and media", "entertainment"),
    ("medtop:02000000", "crime, law and justice", "politics"),
    ("medtop:03000000", "disaster, accident and emergency incident", "world"),
    ("medtop:04000000", "economy, business and finance", "business/economy"),
    ("medtop:05000000", "education", "politics"),
    ("medtop:06000000", "environment", "tech"),
    ("medtop:07000000", "health", "health"),
    ("medtop:08000000", "human interest", "lifestyle"),
    ("medtop:09000000", "labour", "business/economy"),
    ("medtop:10000000", "lifestyle and leisure", "lifestyle"),
    ("medtop:11000000", "politics and government", "politics"),
    ("medtop:12000000", "religion", "lifestyle/culture"),
    ("medtop:13000000", "science and technology", "tech"),
    ("medtop:14000000", "society", "lifestyle/culture"),
    ("medtop:15000000", "sport", "sports"),
    ("medtop:16000000", "conflict, war and peace", "world"),
    ("medtop:17000000", "weather", "world"),
]

SOURCES = {
    "courier": ("Courier", "The Aldermere Courier", True, ""),
    "npa": ("Northern Press Agency", "NPA", False, "For subscribers of NPA. Credit NPA."),
    "strait-wire": ("Strait Wire", "Strait Wire", False, "For subscribers of Strait Wire. Credit Strait Wire."),
    "cns": ("Continental News Service", "CNS", False, "For CNS subscribers. Credit CNS."),
    "osmark-dagblad": ("Osmark Dagblad", "Osmark Dagblad", False, "With a link to the original."),
    "falls-reporter": ("The Falls Reporter", "The Falls Reporter", False, "With a link to the original."),
    "velan-herald": ("Velan Herald", "Velan Herald", False, "With a link to the original."),
    "signal-noise": ("Signal & Noise", "Signal & Noise", False, "With a link to the original."),
}

USERS = [
    ("admin@courier.example", "Ottilie", "Marsh", "admin"),
    ("publisher@courier.example", "Rafe", "Corrigan", "publisher"),
    ("editor@courier.example", "Ada", "Lind", "editor"),
    ("reporter@courier.example", "Ben", "Moss", "reporter"),
    ("front@courier.example", "Ines", "Vole", "front"),
    ("standards@courier.example", "Sören", "Achard", "standards"),
]

CONTAINERS = [
    ("lead", "", 5, "", "news:lead"),
    ("deck", "", 3, "", "news:second_deck"),
    ("columns", "Politics", 8, "politics", ""),
    ("strip", "In pictures", 4, "", "news:strip"),
    ("opinion", "Opinion", 4, "opinion", "news:opinion"),
    ("columns", "Business", 8, "business", ""),
    ("advertisement", "", 1, "", ""),
    ("deck", "World", 3, "world", ""),
    ("deck", "Lifestyle", 3, "lifestyle", "life:culture"),
    ("strip", "Sports", 4, "sports", "life:sports"),
    ("columns", "Tech", 6, "tech", ""),
    ("deck", "Health", 3, "health", ""),
    ("popular", "Most read", 5, "", ""),
    ("list", "Entertainment", 5, "entertainment", ""),
]
