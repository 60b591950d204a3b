"""The pictures themselves, by theme. Each module enters its own into the list (`scene.SCENES`)."""
