"""Search of stories' whole text behind one small interface; the index is a cache that a command makes anew.

What may be seen is never decided by the index: every hit passes the visibility rule of the read model before it is
shown, so a killed story is out of the results in the moment of its kill.
"""
