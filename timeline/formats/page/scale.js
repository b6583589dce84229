// How time runs along the chart: evenly, but for silences that are cut out of it.

const KEPT = 0.03; // of the whole is what a cut still takes
const PAD = 0.03; // of the whole is left of a silence at each end of its cut

// The moments of a face with its silences made short: ``press`` and ``release`` undo each other.
class Course {
  // ``cuts`` are silences [from, to] in order, between ``first`` and ``last``.
  constructor(cuts, first, last) {
    const cut = cuts.reduce((sum, [from, to]) => sum + to - from, 0);
    const whole = Math.max(last - first - cut, 1);
    const pad = (length) => Math.min(length / 4, whole * PAD);
    this.kept = whole * KEPT;
    this.cuts = cuts
      .map(([from, to]) => [from + pad(to - from), to - pad(to - from)])
      .filter(([from, to]) => to - from > this.kept);
  }

  press(at) {
    if (!this.cuts.length) return at;
    let gone = 0;
    for (const [from, to] of this.cuts) {
      if (at <= from) break;
      if (at < to) return from - gone + ((at - from) / (to - from)) * this.kept;
      gone += to - from - this.kept;
    }
    return at - gone;
  }

  release(place) {
    let gone = 0;
    for (const [from, to] of this.cuts) {
      const start = from - gone;
      if (place <= start) break;
      if (place < start + this.kept) return from + ((place - start) / this.kept) * (to - from);
      gone += to - from - this.kept;
    }
    return place + gone;
  }
}

// A stretch of a course, drawn so many pixels wide.
class Scale {
  constructor(course, [from, to], width) {
    Object.assign(this, { course, from, to, width });
    this.first = course.press(from);
    this.length = course.press(to) - this.first;
  }

  x(moment) {
    return ((this.course.press(moment) - this.first) / this.length) * this.width;
  }

  at(x) {
    return this.course.release(this.first + (x / this.width) * this.length);
  }

  // The stretch that is ``shift`` lengths further, ``scale`` times as long, about the pixel ``x``.
  moved(shift, scale, x = this.width / 2) {
    const share = x / this.width;
    const start = this.first + (shift + share * (1 - scale)) * this.length;
    return [this.course.release(start), this.course.release(start + scale * this.length)];
  }

  // What is shown between the cuts, and these, each with its pixels.
  sections() {
    const found = [];
    let from = this.from;
    for (const cut of this.course.cuts) {
      if (cut[1] <= this.from || cut[0] >= this.to) continue;
      if (cut[0] > from) found.push([from, cut[0]]);
      from = cut[1];
    }
    if (from < this.to) found.push([from, this.to]);
    return found;
  }

  cuts() {
    return this.course.cuts.filter(([from, to]) => to > this.from && from < this.to);
  }
}

// What is asked of a face again and again: from where to where each event may have been, the
// first and last known end of each, and those of all.
function reach(face) {
  if (face.reach) return face.reach;
  const every = (value) => new Float64Array(data.events.length).fill(value);
  const [low, high, from, to] = [NaN, NaN, Infinity, -Infinity].map(every);
  data.events.forEach((_, number) => {
    for (const [start, end] of momentsOf(face, number)) {
      const stop = end ? end[1] : start[1];
      if (start[0] === null && stop === null && (end ? end[0] === null : true)) continue;
      low[number] = Math.min(start[0] ?? -Infinity, ...given(low[number]));
      high[number] = Math.max(stop ?? Infinity, ...given(high[number]));
      for (const at of [...start, ...(end ?? [])]) {
        if (at === null) continue;
        from[number] = Math.min(from[number], at);
        to[number] = Math.max(to[number], at);
      }
    }
  });
  const first = from.reduce((least, at) => Math.min(least, at), Infinity);
  const last = to.reduce((most, at) => Math.max(most, at), -Infinity);
  const course = new Course(first < last ? face.cuts : [], first, last);
  return (face.reach = { low, high, from, to, first, last, course });
}

function given(number) {
  return Number.isNaN(number) ? [] : [number];
}
