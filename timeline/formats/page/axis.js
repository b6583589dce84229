// The ticks of the chart's axis: on the clocks of a zone, or since zero.
// Times are microseconds: since 1970 on the clock of a zone, since zero for elapsed time.

const SECOND = 1e6, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const STEPS = [
  SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY,
];
const MONTH = 30.4 * DAY;
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000];
// How days and months are named, from long to short.
const DAYS = [
  { weekday: "short", day: "numeric", month: "short" },
  { weekday: "short", day: "numeric" },
  { day: "numeric" },
];
const NAMED = [
  { month: "long", year: "numeric" },
  { month: "short", year: "numeric" },
  { month: "short" },
];

const YEAR = { year: "numeric" };
const WHOLE = { ...DAYS[0], ...YEAR };

// A day of the wall's calendar, as the language of the page writes it; making a format takes long.
const formats = new Map();

function dayText(wall, options) {
  let format = formats.get(options);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    formats.set(options, format);
  }
  return format.format(new Date(wall / 1000));
}

class Axis {
  constructor(face, from, to, width) {
    Object.assign(this, { face, from, to, width });
  }

  // Minor ticks have one text, major ones several, from long to short.
  ticks() {
    return this.face.key === ELAPSED ? this.elapsed() : this.zoned();
  }

  // Local days, months or years, and steps within them.
  zoned() {
    const days = (wall) => DAYS.map((one) => dayText(wall, one));
    const months = (wall) => NAMED.map((one) => dayText(wall, one));
    const years = (wall) => [dayText(wall, YEAR)];
    const room = this.room(52);
    const step = STEPS.find((one) => one >= room);
    if (step < DAY) {
      const clock = (wall) => (wall % DAY ? clockText(wall, step) : "");
      return { minor: this.steps(step, clock), major: this.steps(DAY, days, true) };
    }
    if (step) {
      const short = (wall) => days(wall)[1];
      return { minor: this.steps(step, short), major: this.months(1, months, true) };
    }
    const count = MONTHS.find((one) => one * MONTH >= room) ?? MONTHS.at(-1);
    if (count < 12) {
      const short = (wall) => months(wall)[2];
      return { minor: this.months(count, short), major: this.months(12, years, true) };
    }
    return { minor: this.months(count, (wall) => years(wall)[0]), major: [] };
  }

  elapsed() {
    const room = this.room(60);
    let step = STEPS.find((one) => one >= room) ?? 10 * DAY;
    while (step < room) step *= 10;
    const minor = [];
    for (let at = Math.ceil(this.from / step) * step; at <= this.to; at += step) {
      minor.push({ at, text: elapsedText(at, step) });
    }
    return { minor, major: [] };
  }

  // How long a stretch is that takes so many pixels.
  room(pixels) {
    return ((this.to - this.from) / this.width) * pixels;
  }

  // Ticks every ``step`` on the clocks of the zone; with ``before`` also the last one before.
  steps(step, text, before = false) {
    const monday = step === 7 * DAY ? 4 * DAY : 0;
    const found = [];
    let wall = Math.floor((this.wall(this.from) - monday) / step) * step + monday;
    if (!before && this.instant(wall) < this.from) wall += step;
    for (; this.instant(wall) <= this.to; wall += step) found.push(this.tick(wall, text(wall)));
    return found;
  }

  months(count, text, before = false) {
    const first = new Date(this.wall(this.from) / 1000);
    let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / count) * count;
    const found = [];
    for (;; month += count) {
      const date = new Date(0);
      date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      const wall = date.getTime() * 1000;
      if (this.instant(wall) > this.to) return found;
      if (before || this.instant(wall) >= this.from) found.push(this.tick(wall, text(wall)));
    }
  }

  // A moment in words, to the length of a step.
  said(at, step = MINUTE) {
    if (this.face.key === ELAPSED) return elapsedText(Math.round(at / step) * step, step);
    const wall = this.wall(Math.round(at / step) * step);
    const day = dayText(wall, WHOLE);
    return step < DAY ? `${day}, ${clockText(wall, step)}` : day;
  }

  tick(wall, text) {
    return { at: this.instant(wall), text, texts: text };
  }

  wall(instant) {
    return instant + this.offset(instant);
  }

  instant(wall) {
    return wall - this.offset(wall - this.offset(wall));
  }

  offset(instant) {
    return (this.face.offsets.findLast(([since]) => since <= instant) ?? this.face.offsets[0])[1];
  }
}

// What a clock on the wall shows: 12:28, or 12:28:30 where the steps are that fine.
function clockText(wall, step) {
  const clock = new Date(wall / 1000).toISOString().slice(-13);
  return clock.slice(0, step < MINUTE ? 8 : 5);
}

function elapsedText(at, step) {
  const sign = at < 0 ? "-" : at > 0 ? "+" : "";
  const size = Math.abs(at);
  const two = (number) => String(number).padStart(2, "0");
  if (!size) return "0";
  if (step >= 2 * DAY) return `${sign}${size / DAY} d`;
  if (step >= HOUR) return `${sign}${size / HOUR} h`;
  const clock = `${sign}${Math.floor(size / HOUR)}:${two(Math.floor(size / MINUTE) % 60)}`;
  return step >= MINUTE ? clock : `${clock}:${two(Math.floor(size / SECOND) % 60)}`;
}

// The ticks of a section of the chart, and their lines.
class Ticks {
  constructor(face, scale, [from, to]) {
    [this.left, this.right] = [scale.x(from), scale.x(to)];
    const room = Math.max(this.right - this.left, 1);
    Object.assign(this, { scale, from, ...new Axis(face, from, to, room).ticks() });
  }

  drawn() {
    const { left, right, scale, minor, major } = this;
    const found = [...this.lines(TOP, 22, 4)];
    let free = left;
    for (const { at, text } of minor) {
      const x = scale.x(at);
      const half = wide(text) / 2;
      if (!text || x - half < free || x + half > right) continue;
      found.push(drawing("text", { x, y: 33, "text-anchor": "middle" }, text));
      free = x + half + GAP / 2;
    }
    major.forEach(({ at, texts }, number) => {
      const x = Math.max(left, scale.x(at));
      const end = major[number + 1] ? scale.x(major[number + 1].at) : right;
      const text = texts.find((one) => wide(one) * 1.1 + GAP <= end - x);
      const place = { class: "major", x: x + (at > this.from ? 5 : 0), y: 15 };
      if (text) found.push(drawing("text", place, text));
    });
    return found;
  }

  lines(height, top = 0, high = 0) {
    const line = (x, kind, from) => {
      return drawing("line", { class: kind, x1: x, x2: x, y1: from, y2: height });
    };
    return [
      ...this.minor.map(({ at }) => line(this.scale.x(at), "minor", top)),
      ...this.major
        .filter(({ at }) => at > this.from)
        .map(({ at }) => line(this.scale.x(at), "major", high)),
    ];
  }
}
