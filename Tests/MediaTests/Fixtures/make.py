"""Draws the pictures and videos of this folder: a lantern over a quay, invented.

Needs Pillow, and ffmpeg and heif-enc on the PATH for the videos, AVIF and HEIC. The bytes depend on their versions;
the hashes in MediaHasherTests.swift are those that pdqhash 0.2.8 and vpdq 0.2.5 computed.
"""
import subprocess
import tempfile

from PIL import Image, ImageDraw


def scene(step=0, width=120, height=90):
    image = Image.new("RGB", (width, height), (20, 24, 60))
    draw = ImageDraw.Draw(image)
    for x in range(0, width, 12):
        draw.rectangle([x, 60, x + 5, 90], fill=(60 + x % 90, 50, 30))
    draw.ellipse([30 + step, 12, 70 + step, 56], fill=(230, 160, 40))
    draw.ellipse([40 + step, 22, 60 + step, 46], fill=(255, 240, 180))
    draw.rectangle([28 + step, 8, 72 + step, 14], fill=(90, 90, 90))
    draw.line([0, 75, width, 70 - step], fill=(200, 210, 255), width=3)
    draw.polygon([(90, 60), (105, 20), (118, 60)], fill=(140, 30, 50))
    return image


image = scene()
image.save("lantern.jpg", quality=85)
image.save("progressive.jpg", quality=80, progressive=True)
image.convert("L").save("grey.jpg", quality=85)
image.convert("CMYK").save("inks.jpg", quality=90)
image.save("lantern.png")
image.convert("P", palette=Image.ADAPTIVE, colors=32).save("palette.png")
transparent = image.copy().convert("RGBA")
transparent.putalpha(Image.linear_gradient("L").resize(image.size))
transparent.save("alpha.png")
image.save("lantern.webp", quality=80)
image.save("lossless.webp", lossless=True)
image.save("animated.webp", save_all=True, append_images=[scene(8)], duration=100, quality=70)
image.convert("P", palette=Image.ADAPTIVE, colors=64).save("lantern.gif")
image.save("lantern.tiff", compression="tiff_lzw")
with tempfile.TemporaryDirectory() as frames:
    for number in range(20):
        scene(number).save(f"{frames}/{number:02d}.png")
    video = f"ffmpeg -y -loglevel error -framerate 10 -i {frames}/%02d.png -pix_fmt yuv420p"
    subprocess.run(f"{video} -c:v libx264 -crf 30 -g 10 lantern.mp4".split(), check=True)
    subprocess.run(f"{video} -c:v libvpx-vp9 -b:v 100k lantern.webm".split(), check=True)
still = "ffmpeg -y -loglevel error -i lantern.png -c:v libaom-av1 -still-picture 1 -crf 30"
subprocess.run(f"{still} lantern.avif".split(), check=True)
subprocess.run("heif-enc -q 40 lantern.png -o lantern.heic".split(), check=True)
