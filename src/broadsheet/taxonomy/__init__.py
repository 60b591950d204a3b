"""Own how copy is sorted: sections (which are desks too), topics, places, and the IPTC subjects that point to them."""
