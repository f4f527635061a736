"""The lunar day of a date, as a wall calendar prints it: a solar term, else the month on its first day, else the day."""

from datetime import date
from functools import lru_cache

from lunar_python import Solar


@lru_cache(maxsize=1024)
def line(day: date) -> str:
    """For example 小雪, 十一月, 闰六月, 十五; always in Chinese."""
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    if lunar.getDay() == 1:
        return lunar.getJieQi() or f"{lunar.getMonthInChinese()}月"
    return lunar.getJieQi() or lunar.getDayInChinese()
