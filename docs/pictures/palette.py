"""Gives the pictures of this folder a palette, so that each is a fraction as large: python3 docs/pictures/palette.py (needs Pillow)."""

import pathlib

from PIL import Image

for path in sorted(pathlib.Path(__file__).parent.glob("*.png")):
    picture = Image.open(path)
    if picture.mode != "P":
        picture.convert("RGB").quantize(64, kmeans=1, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.name, path.stat().st_size // 1024, "KB")
