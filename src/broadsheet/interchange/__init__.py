"""Turn the bytes that sources send into frozen dataclasses, and our own back into bytes. No Django in here.

Everything hostile stops at this door: size, depth, entities and time are bounded, and what is not understood is
refused with the line at fault. What readers and desks do with an item is decided above, never here.
"""
