"""Hold the one set of inks every picture is printed in, so that a front looks edited.

A picture takes three to five of them. Tints are made by a screen of dots (`screens`), never by a new colour.
"""

PAPER = "#F4EBDB"
STONE = "#C4B69E"
SOOT = "#18202B"
NAVY = "#1E3656"
BLUE = "#2F6B98"
MIST = "#AAC5CA"
TEAL = "#2B7370"
MOSS = "#5E7C46"
STRAW = "#F0C463"
AMBER = "#E08B3C"
RED = "#C5402F"
ROSE = "#E7AC98"
PLUM = "#583650"
PALE = "#F0CCB6"
CLAY = "#C58560"
UMBER = "#7A4A34"
SEPIA = "#4A2B22"

INKS = (PAPER, STONE, SOOT, NAVY, BLUE, MIST, TEAL, MOSS, STRAW, AMBER, RED, ROSE, PLUM, PALE, CLAY, UMBER, SEPIA)
