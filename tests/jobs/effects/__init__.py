"""An app whose jobs leave traces that can be counted; nothing in its table forbids a double."""
