// Draws the overview of the whole time, the axis, how many servers are in each state, and the incidents' names.
'use strict';
(function (R) {
  const { duration, KINDS, STATES, MARKS, number, triangle } = R;
  const HEAD = { axis: 22, summary: 44, gap: 6, band: 16 };
  const BANDS = 3;

  class Summary extends R.Canvas {
    // Rows for the incidents' names, so that names of incidents at one time stand below one another.
    placeBands() {
      const bands = [];
      const ends = [];
      const axis = this.view.axis;
      const now = this.model.now();
      for (const incident of this.model.incidents) {
        const spans = incident.times.map((time) => ({ begin: time.begin, end: time.end === null ? (incident.until || null) : time.end, open: time.end === null }));
        if (incident.next && axis.name !== 'order' && !spans.some((span) => span.begin === incident.next)) spans.push({ begin: incident.next, end: null, next: true });
        for (const span of spans) {
          const x0 = this.x(axis.ofTime(span.begin));
          const x1 = span.next ? x0 + 2 : span.end === null ? this.x(Math.max(this.now, axis.ofTime(span.begin))) : this.x(axis.ofTime(span.end));
          if (x1 < this.gutter || x0 > this.width) continue;
          let row = firstFree(ends, x0);
          if (row === BANDS) {
            row = BANDS - 1;
            const last = bands.filter((band) => band.row === row).pop();
            last.more++;
            if (x1 - x0 < 3) {
              last.x1 = Math.max(last.x1, x1);
              continue;
            }
          }
          ends[row] = Math.max(x1, x0 + 90);
          bands.push({ incident, span, x0: Math.max(x0, this.gutter), x1: Math.max(x1, x0 + 2), row, more: 0, future: span.begin > now });
        }
      }
      bands.rows = ends.length;
      return bands;
    }

    drawOverview() {
      const height = 40;
      const { view, model, c } = this;
      const context = this.prepare(this.e.overview, this.fullWidth, height);
      const whole = view.whole();
      const from = Math.min(whole.from, view.from);
      const to = Math.max(whole.to, view.to);
      this.overviewSpan = { from, to };
      const columns = Math.max(1, Math.floor(this.fullWidth));
      const key = [from, to, columns, view.axis.name, model.id, this.page.filterText].join();
      const due = performance.now() - (this.overviewAt || 0) > 400;
      if (!this.overviewImage || (key !== this.overviewKey && (due || view.axis.name !== this.overviewAxis))) {
        this.overviewAt = performance.now();
        this.overviewKey = key;
        this.overviewAxis = view.axis.name;
        this.overviewImage = { counts: this.countStates(from, to, columns), requests: this.countRequests(from, to, columns) };
      }
      const image = this.overviewImage;
      this.area(context, image.counts, 0, 4, 18, columns);
      const nowX = ((this.now - from) / (to - from)) * this.fullWidth;
      context.fillStyle = c.surface;
      context.globalAlpha = 0.65;
      context.fillRect(nowX, 4, this.fullWidth - nowX, 18);
      context.globalAlpha = 1;
      const forgotten = model.forgottenUntil();
      if (forgotten !== null) {
        const left = Math.max(0, ((view.axis.begin() - from) / (to - from)) * this.fullWidth);
        context.fillStyle = this.hatch;
        context.fillRect(left, height - 15, ((view.axis.ofTime(forgotten) - from) / (to - from)) * this.fullWidth - left, 13);
      }
      const most = Math.max(1, ...image.requests.map((column) => column.count));
      for (let x = 0; x < image.requests.length; x++) {
        const column = image.requests[x];
        if (!column.count) continue;
        context.fillStyle = c['kind-' + column.worst];
        const size = 3 + (Math.log(1 + column.count) / Math.log(1 + most)) * 11;
        context.fillRect(x * 2, height - 2 - size, 2, size);
      }
      const x0 = ((view.from - from) / (to - from)) * this.fullWidth;
      const x1 = Math.max(x0 + 6, ((view.to - from) / (to - from)) * this.fullWidth);
      this.overviewWindow = { x0, x1 };
      context.fillStyle = c.page;
      context.globalAlpha = 0.72;
      context.fillRect(0, 0, x0, height);
      context.fillRect(x1, 0, this.fullWidth - x1, height);
      context.globalAlpha = 1;
      context.fillStyle = c.accent;
      context.fillRect(nowX - 0.5, 0, 1, height);
      context.strokeStyle = c.accent;
      context.strokeRect(x0 + 0.5, 0.5, x1 - x0 - 1, height - 1);
      for (const x of [x0, x1 - 4]) context.fillRect(x, 12, 4, 16);
    }

    countRequests(from, to, width) {
      const columns = [];
      const scale = width / 2 / (to - from);
      for (let i = 0; i < width / 2; i++) columns.push({ count: 0, worst: 'ok' });
      for (const request of this.model.requests) {
        if (!request.match) continue;
        const column = columns[Math.floor((this.view.axis.ofRequest(request) - from) * scale)];
        if (!column) continue;
        column.count++;
        if (KINDS[request.kind].rank > KINDS[column.worst].rank) column.worst = request.kind;
      }
      return columns;
    }

    // For each column and state, how many of the lanes shown are in it. This loop sees every step: it is kept cheap.
    countStates(from, to, columns) {
      const axis = this.view.axis;
      const scale = columns / (to - from);
      const times = axis.name === 'time' ? null : Float64Array.from({ length: columns }, (_, i) => axis.toTime(from + (i + 1) / scale));
      const counts = STATES.map(() => new Int32Array(columns + 1));
      for (const lane of this.shown) {
        let state = -1;
        for (let part = 0; part < 2; part++) {
          const steps = part === 0 ? lane.steps : lane.future;
          for (let i = 0; i < steps.length; i++) {
            const next = steps[i].index;
            if (next === state) continue;
            const at = steps[i].at;
            const column = times ? columnOf(times, at) : Math.max(0, Math.min(columns, Math.floor((at - from) * scale)));
            if (state >= 0) counts[state][column]--;
            counts[next][column]++;
            state = next;
          }
        }
      }
      for (const list of counts) for (let i = 1; i <= columns; i++) list[i] += list[i - 1];
      return counts;
    }

    // The states as areas on top of each other.
    area(context, counts, left, top, height, columns) {
      const total = Math.max(1, this.shown.filter((lane) => lane.name !== null).length);
      const order = [1, 0, 4, 5, 3, 2];
      const base = new Float64Array(columns);
      for (const i of order) {
        const list = counts[i];
        const state = STATES[i];
        context.fillStyle = state === 'unknown' ? this.unknownHatch : this.c['state-' + state];
        let start = -1;
        for (let x = 0; x <= columns; x++) {
          const same = x < columns && start >= 0 && list[x] === list[start] && base[x] === base[start];
          if (same) continue;
          if (start >= 0 && list[start] > 0) {
            const size = Math.max(2, (list[start] / total) * height);
            const bottom = Math.max(top + 2, top + height - (base[start] / total) * height);
            context.fillRect(left + start, Math.max(top, bottom - size), x - start, Math.min(size, bottom - top));
          }
          start = x;
        }
        for (let x = 0; x < columns; x++) base[x] += list[x];
      }
    }

    headHeight() {
      return HEAD.axis + HEAD.summary + HEAD.gap + Math.min(BANDS, this.bands.rows) * HEAD.band;
    }

    drawHead() {
      const { c, view, gutter, plot } = this;
      const height = this.headHeight();
      const context = this.prepare(this.e.head, this.fullWidth, height);
      const marks = view.marks(plot);
      context.fillStyle = c.muted;
      let last = -Infinity;
      this.marksX = [];
      for (const [position, label] of marks) {
        const x = this.x(position);
        this.marksX.push(x);
        const half = this.widthOf(context, label) / 2;
        const left = Math.min(Math.max(x - half, gutter), this.width - half * 2 - 4);
        context.fillStyle = c.line;
        context.fillRect(Math.round(x), HEAD.axis - 4, 1, height);
        if (left < last + 8 || (left < this.x(this.now) + 20 && left + half * 2 > this.x(this.now) - 20)) continue;
        last = left + half * 2;
        context.fillStyle = c.muted;
        context.fillText(label, left, HEAD.axis / 2);
      }
      const key = [view.from, view.to, plot, view.axis.name, this.model.id].join();
      const moved = key !== this.summaryKey;
      if (!this.summary || moved) {
        this.summaryKey = key;
        this.summary = this.countStates(view.from, view.to, Math.floor(plot));
      }
      context.save();
      const nowX = Math.max(gutter, Math.min(this.x(this.now), gutter + plot));
      const draw = (from, to, alpha) => {
        context.save();
        context.beginPath();
        context.rect(from, 0, Math.max(0, to - from), height);
        context.clip();
        context.globalAlpha = alpha;
        this.area(context, this.summary, gutter, HEAD.axis, HEAD.summary, Math.floor(plot));
        context.restore();
      };
      draw(gutter, nowX, 1);
      draw(nowX, gutter + plot, 0.3);
      context.restore();
      this.drawSummaryWords(context);
      const nameEnds = [];
      for (const band of this.bands) {
        const y = HEAD.axis + HEAD.summary + HEAD.gap + band.row * HEAD.band;
        context.globalAlpha = band.future ? 0.55 : 1;
        context.fillStyle = c.band;
        context.fillRect(band.x0, y, band.x1 - band.x0, HEAD.band - 2);
        context.fillStyle = c['band-line'];
        context.fillRect(band.x0, y, 2, HEAD.band - 2);
        context.globalAlpha = 1;
        context.fillStyle = c['band-text'];
        if (band.x0 < (nameEnds[band.row] || 0)) continue;
        const words = this.fit(context, (band.future ? 'next: ' : '') + band.incident.name, Math.max(band.x1 - band.x0, 120) - 10)
          + (band.more ? ' and ' + number(band.more) + ' more' : '');
        nameEnds[band.row] = band.x0 + this.widthOf(context, words) + 8;
        const left = Math.min(band.x0 + 6, this.width - this.widthOf(context, words) - 2);
        context.fillText(words, left, y + HEAD.band / 2 - 1);
      }
      if (this.bands.rows) {
        context.fillStyle = c.muted;
        context.fillText('Incidents', 8, HEAD.axis + HEAD.summary + HEAD.gap + 7);
      }
      this.overlay(context, HEAD.axis - 4, height, true);
    }

    drawSummaryWords(context) {
      const { c } = this;
      const counts = {};
      let all = 0;
      // Servers whose life has not begun are in no state.
      this.waiting = 0;
      for (const lane of this.shown) {
        if (lane.name === null) continue;
        all++;
        const last = lane.steps[lane.steps.length - 1];
        if (last) counts[last.state] = (counts[last.state] || 0) + 1;
        else this.waiting++;
      }
      this.counts = counts;
      context.fillStyle = c.text;
      const words = number(all) + (all === 1 ? ' server' : ' servers');
      context.fillText(this.fit(context, words, this.gutter - 12), 8, HEAD.axis + 8);
      let x = 8;
      let y = HEAD.axis + 24;
      for (const state of STATES) {
        if (!counts[state]) continue;
        const text = MARKS[state] + ' ' + number(counts[state]);
        const width = this.widthOf(context, text);
        if (x > 8 && x + width > this.gutter - 8) {
          x = 8;
          y += 14;
          if (y > HEAD.axis + HEAD.summary) break;
        }
        context.fillStyle = c['state-' + state];
        context.fillText(text, x, y);
        x += width + 10;
      }
    }

    // What goes across all lanes: now, jumps of the clock, the stretch, the moment of a link.
    overlay(context, top, height, labels) {
      const { view, c, gutter, plot } = this;
      context.save();
      context.beginPath();
      context.rect(gutter, 0, plot, height);
      context.clip();
      const nowX = this.x(this.now);
      let lastX = -Infinity;
      for (const move of this.model.moves) {
        const x = Math.round(this.x(view.axis.ofMove(move)));
        if (x < gutter || x > this.width) continue;
        const to = view.axis.name === 'time' ? Math.round(this.x(move.to)) : x;
        if (x < lastX + 3) continue;
        lastX = x;
        context.fillStyle = c.text;
        context.globalAlpha = 0.3;
        for (let y = top; y < height; y += 5) context.fillRect(x, y, 1, 2);
        context.globalAlpha = 1;
        if (labels) {
          context.fillStyle = c.muted;
          triangle(context, x, top - 2, 6);
          if (to > x + 8) context.fillRect(x, top + 0.5, to - x, 1);
        }
      }
      const stretch = view.stretch;
      if (stretch) {
        const x0 = this.x(stretch.from);
        const x1 = Math.max(x0 + 2, this.x(stretch.to));
        context.fillStyle = c.select;
        context.globalAlpha = 0.14;
        context.fillRect(x0, top, x1 - x0, height);
        context.globalAlpha = 1;
        context.fillRect(x0, top, 1, height);
        context.fillRect(x1 - 1, top, 1, height);
      }
      if (this.page.moment !== null) {
        const x = Math.round(this.x(view.axis.ofTime(this.page.moment)));
        context.fillStyle = c['state-FAILED'];
        context.fillRect(x, top, 2, height);
        if (labels) context.fillText('+' + duration(this.page.moment - this.model.began), x + 6, top + 12);
      }
      context.fillStyle = c.accent;
      context.fillRect(Math.round(nowX) - 1, top, 2, height);
      if (labels) {
        const text = this.model.report ? 'end' : 'now';
        const width = this.widthOf(context, text) + 8;
        const left = Math.min(Math.max(nowX - width / 2, gutter), gutter + plot - width);
        if (nowX >= gutter && nowX <= gutter + plot) {
          context.fillRect(left, 2, width, 15);
          context.fillStyle = c['on-state'];
          context.fillText(text, left + 4, 10);
        }
      }
      context.restore();
    }
  }

  function columnOf(times, at) {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] >= at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function firstFree(ends, x) {
    let i = 0;
    while (i < BANDS && ends[i] !== undefined && ends[i] > x) i++;
    return i;
  }

  Object.assign(R, { Summary, HEAD });
})(RackConnect);
