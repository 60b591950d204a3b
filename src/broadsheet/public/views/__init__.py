"""Ask a selector, print a template. No view touches page tables."""
