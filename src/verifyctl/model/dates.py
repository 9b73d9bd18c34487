"""Dates with precision and calendar, as somebody wrote them, and the span of time they can mean.

Nothing is guessed: bare digits are refused, a time without a zone keeps none, and a calendar day
without a place is as long as that day lasts anywhere on Earth.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, model_validator

from verifyctl.model.base import Model

# A civil day somewhere on Earth begins at UTC+14 and ends at UTC-12.
EARLIEST_ZONE = timedelta(hours=14)
LATEST_ZONE = timedelta(hours=12)


class Calendar(StrEnum):
    """The calendar in which a date was written."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    JALALI = "jalali"


class Precision(StrEnum):
    """The finest part of a date that was given."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Span(Model):
    """An interval of time in UTC; both ends belong to it. ISO 8601 text ending in Z."""

    earliest: str
    latest: str

    @classmethod
    def of(cls, earliest: datetime, latest: datetime) -> Self:
        """From two aware datetimes, earliest first."""
        return cls(earliest=utc_text(earliest), latest=utc_text(latest))

    def bounds(self) -> tuple[datetime, datetime]:
        """Both ends as aware datetimes in UTC."""
        return parse_utc(self.earliest), parse_utc(self.latest)

    def wholly_before(self, other: Span) -> bool:
        """True if every moment of this span lies before every moment of the other."""
        return self.bounds()[1] < other.bounds()[0]

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share a moment."""
        return not self.wholly_before(other) and not other.wholly_before(self)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC with Z, with milliseconds only where there are any."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no UTC form")
    moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds") + "Z"


def parse_utc(text: str) -> datetime:
    """The moment in a text made by `utc_text`. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no zone")
    return moment.astimezone(UTC)


# ASCII digits only: `date.fromisoformat` later reads the same text and knows no others. Hour 24 is refused because
# Python versions differ on it.
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_TIME = re.compile(
    r"(?P<date>(?P<year>\d{4})-\d{2}-\d{2})[T ](?P<hour>[01]\d|2[0-3]):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.\d{1,6})?)?(?P<zone>Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)
_LONGEST = 80
# One year of room at each end of what `datetime` holds, so that no zone can carry a moment over the edge.
_FIRST_YEAR, _LAST_YEAR = 2, 9998


class When(Model):
    """A Gregorian date or time as written: `2015`, `2015-04`, `2015-04-27`, `2015-04-27T20:00+03:00`,
    or an interval of two of these, `2015-04-27T18:00Z/2015-04-28T06:00Z`.
    """

    text: str
    precision: Precision
    zone: str | None = None
    end: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one of the forms above. Raises ValueError with the reason and what is expected."""
        text = text.strip()
        if len(text) > _LONGEST:
            raise ValueError(f"{text[:_LONGEST]!r}… is too long for a date")
        if "/" in text:
            return cls._interval(text)
        return cls._moment(text)

    @classmethod
    def _interval(cls, text: str) -> Self:
        first, *others = text.split("/")
        if len(others) != 1:
            raise ValueError("an interval has two ends, written start/end")
        start, end = cls._moment(first), cls._moment(others[0])
        if _ends_before(start, end):
            raise ValueError("the interval ends before it begins")
        return cls(text=start.text, precision=start.precision, zone=start.zone, end=end.text)

    @classmethod
    def _moment(cls, text: str) -> Self:
        text = text.strip()
        if found := _DATE.fullmatch(text):
            year, month, day = (found[part] for part in ("year", "month", "day"))
            _in_range(int(year), text)
            _civil(int(year), int(month or 1), int(day or 1), text)
            precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
            return cls(text=text, precision=precision)
        if found := _TIME.fullmatch(text):
            _in_range(int(found["year"]), text)
            try:
                datetime.fromisoformat(text)
            except ValueError as error:
                raise ValueError(f"{text!r} is not a time: {error}") from None
            precision = Precision.SECOND if found["second"] else Precision.MINUTE
            return cls(text=text, precision=precision, zone=found["zone"])
        if text.isdigit():
            raise ValueError(f"{text!r} is bare digits; write a date with hyphens, such as 2015-04-27")
        raise ValueError(f"{text!r} is not a date; write 2015, 2015-04, 2015-04-27 or 2015-04-27T20:00+03:00")

    def span(self) -> Span:
        """Every moment that this can mean, anywhere on Earth where no zone was given."""
        if self.end is not None:
            return Span.of(When.parse(self.text).span().bounds()[0], When.parse(self.end).span().bounds()[1])
        start, end = self.as_written()
        if start.tzinfo is not None:
            return Span.of(start, end)
        return Span.of(
            start.replace(tzinfo=UTC) - EARLIEST_ZONE,
            end.replace(tzinfo=UTC) + LATEST_ZONE,
        )

    def as_written(self) -> tuple[datetime, datetime]:
        """First and last millisecond of the first end, with a zone only where one was written."""
        if self.precision in (Precision.MINUTE, Precision.SECOND):
            start = datetime.fromisoformat(self.text)
            length = timedelta(minutes=1) if self.precision is Precision.MINUTE else timedelta(seconds=1)
        else:
            parts = [int(part) for part in self.text.split("-")]
            year, month, day = [*parts, 1, 1][:3]
            start = datetime(year, month, day)  # noqa: DTZ001 - a civil day has no zone yet
            if self.precision is Precision.DAY:
                length = timedelta(days=1)
            elif self.precision is Precision.MONTH:
                length = datetime(year + month // 12, month % 12 + 1, 1) - start  # noqa: DTZ001
            else:
                length = datetime(year + 1, 1, 1) - start  # noqa: DTZ001
        return start, start + length - timedelta(milliseconds=1)

    @property
    def civil_day(self) -> date | None:
        """The calendar day, where exactly one was given."""
        if self.end is not None or self.precision in (Precision.YEAR, Precision.MONTH):
            return None
        return date.fromisoformat(self.text[:10])

    def __str__(self) -> str:
        return f"{self.text}/{self.end}" if self.end else self.text


def _civil(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day of the Gregorian calendar: {error}") from None


def _in_range(year: int, text: str) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{text!r} is outside the years {_FIRST_YEAR:04d} to {_LAST_YEAR}")


def _ends_before(start: When, end: When) -> bool:
    first, last = start.as_written()[0], end.as_written()[1]
    if (first.tzinfo is None) == (last.tzinfo is None):
        return last < first
    return end.span().bounds()[1] < start.span().bounds()[0]


_YMD = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)


def year_month_day(text: str) -> tuple[int, int, int] | None:
    """The numbers of `1436-07-08`, whatever the calendar, or None for text in another form."""
    found = _YMD.fullmatch(text)
    return (int(found["year"]), int(found["month"]), int(found["day"])) if found else None


class DayOfCalendar(Model):
    """A day of a calendar other than the Gregorian one, written year-month-day."""

    written_as: ClassVar[tuple[str, str]]
    """What such a date is called, and an example of one."""

    year: int
    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read year-month-day. Raises ValueError for another form or a day that the month does not have."""
        parts = year_month_day(text.strip())
        if parts is None:
            name, example = cls.written_as
            raise ValueError(f"{text.strip()[:_LONGEST]!r} is not a {name}; write year-month-day, such as {example}")
        cls.check(*parts)
        return cls(year=parts[0], month=parts[1], day=parts[2])

    @classmethod
    @abstractmethod
    def check(cls, year: int, month: int, day: int) -> None:
        """Raise ValueError where the calendar has no such day."""

    @model_validator(mode="after")
    def _exists(self) -> Self:
        self.check(self.year, self.month, self.day)
        return self

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


class HijriDate(DayOfCalendar):
    """A day of the Hijri calendar, written year-month-day: `1436-07-08`.

    Checked against Umm al-Qura (1343 to 1500 AH, the range of the hijridate package).
    """

    written_as: ClassVar[tuple[str, str]] = ("Hijri date", "1436-07-08")

    @classmethod
    def check(cls, year: int, month: int, day: int) -> None:
        """Raise ValueError where Umm al-Qura has no such day."""
        from hijridate import Hijri

        try:
            Hijri(year, month, day)
        except (ValueError, OverflowError) as error:
            written = f"{year:04d}-{month:02d}-{day:02d}"
            raise ValueError(f"'{written}' is not a day of the Umm al-Qura calendar: {error}") from None

    def gregorian(self) -> date:
        """The civil day that Umm al-Qura gives (the Hijri day itself begins at the sunset before)."""
        from hijridate import Hijri

        found = Hijri(self.year, self.month, self.day).to_gregorian()
        return date(found.year, found.month, found.day)


def hijri_of(day: date) -> HijriDate | None:
    """The Umm al-Qura date of a civil day, or None outside the table's range."""
    from hijridate import Gregorian

    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return None
    return HijriDate(year=found.year, month=found.month, day=found.day)


def _when_text(text: str) -> str:
    When.parse(text)
    return text.strip()


def _hijri_text(text: str) -> str:
    HijriDate.parse(text)
    return text.strip()


WhenText = Annotated[str, AfterValidator(_when_text)]
"""Text in one of the forms of `When`, kept as written."""

HijriText = Annotated[str, AfterValidator(_hijri_text)]
"""Text in the form of `HijriDate`, kept as written."""
