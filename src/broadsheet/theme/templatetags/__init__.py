"""Filters for type, time and pictures; all are plain functions of their arguments."""
