"""Pictures. Photographs without what cameras write into them: no EXIF, no place, no maker's notes; small enough to be sent
on. Drawn ones made light.

Pillow (MIT-CMU licence): pixels go into a new picture, nothing else does. Nothing else of ours imports it.
"""

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from tiaoli.model import ReadError

#: The longer edge, in pixels.
LONGEST = 1600
QUALITY = 82
#: Colours of a drawn picture, and the height of a page of paper to its width.
COLOURS, PAGE = 256, 1.414
FORMATS = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")
#: What pictures from outside may be; others, EPS for one, would be handed on to other programs.
_READ = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
#: What Pillow raises for what is no picture, a damaged one, or one that unpacks beyond measure.
_UNREADABLE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


def redrawn(content: bytes) -> bytes:
    """A PNG of the pixels of a picture in any format, of its first frame, and nothing else. Raises ReadError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_READ) as picture:
                pixels = ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    except _UNREADABLE:
        raise ReadError("图片打不开，不是常见的图片格式、已损坏或者太大。") from None
    out = io.BytesIO()
    Image.frombytes(pixels.mode, pixels.size, pixels.tobytes()).save(out, "PNG")
    return out.getvalue()


def cleaned(content: bytes, name: str, longest: int = LONGEST) -> bytes:
    """A JPEG of the picture's pixels, upright, its longer edge at most `longest`. The same picture gives the same bytes.

    Raises ReadError, in Chinese, for what can't be read as a picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_READ) as picture:
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
                pixels = Image.new("RGB", upright.size, "white")
                layer = upright.convert("RGBA")
                pixels.paste(layer, mask=layer.getchannel("A"))
    except _UNREADABLE:
        raise ReadError(f"照片 {name} 打不开，不是常见的图片格式、已损坏或者太大；请另存为 JPG 后再试。") from None
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def lighter(png: bytes) -> bytes:
    """A drawn PNG with a palette in the place of millions of colours: a third of the size, the same to the eye."""
    with Image.open(io.BytesIO(png)) as picture:
        whole = picture.convert("RGB")
    # every third pixel has all the colours that matter and is quickly counted
    palette = whole.resize((whole.width // 3 + 1, whole.height // 3 + 1), Image.Resampling.NEAREST).quantize(COLOURS)
    out = io.BytesIO()
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()


def top_of(png: bytes, width: int) -> bytes:
    """The upper part of a picture, `width` pixels wide and as high as a page of paper of that width at most."""
    with Image.open(io.BytesIO(png)) as picture:
        whole = picture.convert("RGB")
    part = whole.crop((0, 0, whole.width, min(whole.height, round(whole.width * PAGE))))
    out = io.BytesIO()
    part.resize((width, round(width * part.height / part.width)), Image.Resampling.LANCZOS).save(
        out, "PNG", compress_level=6
    )
    return out.getvalue()
