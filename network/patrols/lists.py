"""What is chosen about a patrol (domain.md §5.19): about weather and places, never about anybody who was met. A table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weather(models.TextChoices):
    """What it was like outside."""

    CLEAR = "clear", _("clear")
    CLOUDY = "cloudy", _("cloudy")
    RAIN = "rain", _("rain")
    SNOW = "snow", _("snow or ice")
    FOG = "fog", _("fog")
    WIND = "wind", _("strong wind")
    HEAT = "heat", _("heat")


class Hazard(models.TextChoices):
    """What is wrong with a place."""

    LIGHT = "light", _("a lamp is dark or missing")
    WATER = "water", _("water without a fence, or ice")
    ROAD = "road", _("road or bridge")
    BUILDING = "building", _("wall, roof or well that may fall in")
    FIRE = "fire", _("fire, straw or gas")
    POWER = "power", _("cable or pole")
    OTHER = "other", _("something else about a place")


class Settled(models.TextChoices):
    """What the township did about a place."""

    MENDED = "mended", _("mended")
    FENCED = "fenced", _("fenced off or marked until it is mended")
    PASSED = "passed", _("told to the body in charge")
    NOTHING = "nothing", _("looked at: nothing to be done")


class Number(models.TextChoices):
    """A number that was called in an emergency."""

    POLICE = "110", _("110 police")
    FIRE = "119", _("119 fire brigade")
    AMBULANCE = "120", _("120 ambulance")
