// Draws the overview, the summary and the lanes, and turns pointer and keys into moves among them.
'use strict';
(function (R) {
  const { firstIndex, duration, KINDS, STATES, MARKS, stateWords, number } = R;
  const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
  const HEAD = { axis: 22, summary: 44, gap: 6, band: 16 };
  const BANDS = 3;
  const STATE_RANK = { DEPLOYED: 0, DEPLOYING: 1, other: 2, unknown: 3, UNPROCESSABLE: 4, FAILED: 5 };
  const COLOURS = ['text', 'muted', 'line', 'faint', 'surface', 'page', 'accent', 'band', 'band-text', 'band-line', 'on-state', 'hatch', 'select'];

  class Lanes {
    constructor(page) {
      this.page = page;
      this.model = page.model;
      this.view = page.view;
      this.e = page.e;
      this.shown = [];
      this.hits = [];
      this.cursor = null;
      this.widths = new Map();
      this.asked = 0;
      this.timer = 0;
      this.summaryKey = '';
      this.overviewKey = '';
      this.readColours();
      new ResizeObserver(() => this.resize()).observe(this.e.scroller.parentElement);
      this.e.scroller.addEventListener('scroll', () => this.ask());
      this.listen();
    }

    readColours() {
      const style = getComputedStyle(document.documentElement);
      const read = (name) => style.getPropertyValue('--' + name).trim();
      this.c = {};
      for (const name of COLOURS) this.c[name] = read(name);
      for (const state of STATES) this.c['state-' + state] = read('state-' + state);
      for (const kind of Object.keys(KINDS)) this.c['kind-' + kind] = read('kind-' + kind);
      this.hatch = hatchOf(this.c.hatch);
      this.unknownHatch = hatchOf(this.c['state-unknown']);
      for (const canvas of document.querySelectorAll('canvas.mark')) this.drawMark(canvas);
      this.overviewKey = this.summaryKey = '';
      this.ask();
    }

    drawMark(canvas) {
      const context = canvas.getContext('2d');
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.scale(2, 2);
      this.tick(context, 5, 1, 10, canvas.getAttribute('data-kind'));
    }

    resize() {
      const box = this.e.scroller.getBoundingClientRect();
      if (!box.width) return;
      this.width = this.e.scroller.clientWidth;
      this.gutter = this.width < 560 ? 92 : this.width < 800 ? 124 : 168;
      this.plot = this.width - this.gutter;
      this.sizeLanes();
      this.fullWidth = box.width;
      this.ask();
    }

    sizeLanes() {
      this.laneHeight = this.shown.length <= 6 ? 52 : this.shown.length <= 12 ? 42 : 34;
      const whole = this.shown.length * this.laneHeight;
      if (this.e.room.roomHeight !== whole) {
        this.e.room.roomHeight = whole;
        this.e.room.style.height = whole + 'px';
      }
    }

    setShown(lanes) {
      this.shown = lanes;
      this.place = new Map(lanes.map((lane, i) => [lane, i]));
      if (this.width) this.resize();
      this.summaryKey = this.overviewKey = '';
      this.ask();
    }

    // Draws once with the next frame.
    ask() {
      if (!this.asked) this.asked = requestAnimationFrame(() => this.draw());
    }

    draw() {
      this.asked = 0;
      clearTimeout(this.timer);
      if (!this.width || this.model.began === null) return;
      this.view.update();
      this.now = this.view.axis.now();
      this.bands = this.placeBands();
      this.drawOverview();
      this.drawHead();
      this.drawLanes();
      this.page.drawn();
      if (!this.model.report && (!this.model.clock.frozen || this.view.axis.name === 'real')) {
        // The next frame that would look different: the mock's time moved by a part of a pixel.
        const perPixel = (this.view.to - this.view.from) / this.plot / 1000 / (this.view.axis.name === 'real' ? 1 : this.model.clock.speed || 1);
        const wait = this.view.axis.name === 'order' ? 1000 : Math.min(1000, perPixel / 2);
        if (wait < 20) this.ask();
        else this.timer = setTimeout(() => this.ask(), wait);
      }
    }

    prepare(canvas, width, height) {
      const ratio = window.devicePixelRatio || 1;
      const w = Math.round(width * ratio);
      const h = Math.round(height * ratio);
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
        canvas.style.width = width + 'px';
        canvas.style.height = height + 'px';
      }
      const context = canvas.getContext('2d');
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      context.font = FONT;
      context.textBaseline = 'middle';
      return context;
    }

    x(position) { return this.gutter + this.view.x(position, this.plot); }
    at(x) { return this.view.at(x - this.gutter, this.plot); }

    // The text, shortened with an ellipsis to the width; nothing if not even a letter has room.
    fit(context, text, width) {
      if (width < 8 || !text) return '';
      if (text.length > 400) text = text.slice(0, 400);
      if (this.widthOf(context, text) <= width) return text;
      const longest = firstIndex(text.length, (n) => this.widthOf(context, text.slice(0, n + 1) + '…') > width);
      return longest > 0 ? text.slice(0, longest) + '…' : '';
    }

    widthOf(context, text) {
      const key = context.font + text;
      let width = this.widths.get(key);
      if (width === undefined) {
        if (this.widths.size > 5000) this.widths.clear();
        width = context.measureText(text).width;
        this.widths.set(key, width);
      }
      return width;
    }

    // Rows for the incidents' names, so that names of incidents at one time stand below one another.
    placeBands() {
      const bands = [];
      const ends = [];
      const axis = this.view.axis;
      const now = this.model.now();
      for (const incident of this.model.incidents) {
        const spans = incident.times.map((time) => ({ begin: time.begin, end: time.end === null ? (incident.until || null) : time.end, open: time.end === null }));
        if (incident.next && !spans.some((span) => span.begin === incident.next)) spans.push({ begin: incident.next, end: null, next: true });
        for (const span of spans) {
          const x0 = this.x(axis.ofTime(span.begin));
          const x1 = span.next ? x0 + 2 : span.end === null ? this.x(Math.max(this.now, axis.ofTime(span.begin))) : this.x(axis.ofTime(span.end));
          if (x1 < this.gutter || x0 > this.width) continue;
          const row = Math.max(0, Math.min(BANDS - 1, firstFree(ends, x0)));
          ends[row] = Math.max(x1, x0 + 40);
          bands.push({ incident, span, x0: Math.max(x0, this.gutter), x1: Math.max(x1, x0 + 2), row, future: span.begin > now });
        }
      }
      bands.rows = ends.length;
      return bands;
    }

    // ---- the overview -------------------------------------------------------------------------------------------

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

    // For each column and state, how many of the lanes shown are in it.
    countStates(from, to, columns) {
      const axis = this.view.axis;
      const direct = axis.name === 'time';
      const scale = columns / (to - from);
      const times = direct ? null : Array.from({ length: columns }, (_, i) => axis.toTime(from + (i + 1) / scale));
      const column = direct
        ? (at) => Math.max(0, Math.min(columns, Math.floor((at - from) * scale)))
        : (at) => firstIndex(columns, (i) => times[i] >= at);
      const counts = STATES.map(() => new Int32Array(columns + 1));
      const index = Object.fromEntries(STATES.map((state, i) => [state, i]));
      for (const lane of this.shown) {
        let state = -1;
        for (const steps of [lane.steps, lane.future]) {
          for (const step of steps) {
            const next = index[step.state];
            if (next === state) continue;
            const at = column(step.at);
            if (state >= 0) counts[state][at]--;
            counts[next][at]++;
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

    // ---- axis, summary and incidents' names ----------------------------------------------------------------------

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
        if (left < last + 8) continue;
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
      for (const band of this.bands) {
        const y = HEAD.axis + HEAD.summary + HEAD.gap + band.row * HEAD.band;
        context.globalAlpha = band.future ? 0.55 : 1;
        context.fillStyle = c.band;
        context.fillRect(band.x0, y, band.x1 - band.x0, HEAD.band - 2);
        context.fillStyle = c['band-line'];
        context.fillRect(band.x0, y, 2, HEAD.band - 2);
        context.globalAlpha = 1;
        context.fillStyle = c['band-text'];
        const words = this.fit(context, (band.future ? 'next: ' : '') + band.incident.name, Math.max(band.x1 - band.x0, 120) - 10);
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
      for (const lane of this.shown) {
        if (lane.name === null) continue;
        all++;
        const last = lane.steps[lane.steps.length - 1];
        if (last) counts[last.state] = (counts[last.state] || 0) + 1;
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

    // ---- the lanes ------------------------------------------------------------------------------------------------

    drawLanes() {
      const { c, gutter, width } = this;
      const height = this.e.scroller.clientHeight;
      const context = this.prepare(this.e.lanes, width, height);
      const top = this.e.scroller.scrollTop;
      const first = Math.max(0, Math.floor(top / this.laneHeight));
      const end = Math.min(this.shown.length, Math.ceil((top + height) / this.laneHeight));
      this.hits = [];
      const bottom = Math.min(height, this.shown.length * this.laneHeight - top);
      context.fillStyle = c.line;
      for (const x of this.marksX) if (x >= gutter) context.fillRect(Math.round(x), 0, 1, bottom);
      for (const band of this.bands) {
        context.fillStyle = c.band;
        if (!band.span.next) context.fillRect(band.x0, 0, band.x1 - band.x0, bottom);
      }
      for (let i = first; i < end; i++) {
        const lane = this.shown[i];
        const y = i * this.laneHeight - top;
        if (lane === this.page.selected) {
          context.fillStyle = c.select;
          context.globalAlpha = 0.1;
          context.fillRect(0, y, width, this.laneHeight);
          context.globalAlpha = 1;
        }
        context.save();
        context.beginPath();
        context.rect(gutter, y, width - gutter, this.laneHeight);
        context.clip();
        const hits = this.drawLane(context, lane, y);
        context.restore();
        this.hits.push({ lane, y, hits });
        context.fillStyle = c.line;
        context.fillRect(0, Math.round(y + this.laneHeight) - 1, width, 1);
        this.drawName(context, lane, y);
      }
      context.fillStyle = c['band-line'];
      for (const band of this.bands) {
        context.fillRect(band.x0, 0, 1, bottom);
        context.fillRect(band.x1 - 1, 0, 1, bottom);
      }
      this.overlay(context, 0, bottom, false);
      context.fillStyle = c.line;
      context.fillRect(gutter - 1, 0, 1, bottom);
      this.drawCursor(context);
    }

    drawName(context, lane, y) {
      const { c } = this;
      const last = lane.steps[lane.steps.length - 1];
      const middle = y + this.laneHeight / 2;
      context.fillStyle = c.text;
      if (lane === this.page.selected) {
        context.fillStyle = c.accent;
        context.fillRect(0, y, 3, this.laneHeight - 1);
        context.fillStyle = c.text;
      }
      context.font = (lane === this.page.selected ? '600 ' : '') + FONT;
      const room = this.gutter - (last ? 34 : 16);
      const two = this.laneHeight >= 42 && lane.sourceIp;
      context.fillText(this.fit(context, lane.label, room), 10, two ? middle - 7 : middle);
      context.font = FONT;
      if (two) {
        context.fillStyle = c.muted;
        context.fillText(this.fit(context, lane.sourceIp + (lane.region ? ' · ' + lane.region : ''), room), 10, middle + 8);
      }
      if (last) {
        context.fillStyle = c['state-' + last.state];
        context.textAlign = 'center';
        context.font = '600 12px system-ui, sans-serif';
        context.fillText(MARKS[last.state], this.gutter - 14, middle);
        context.font = FONT;
        context.textAlign = 'left';
      }
    }

    drawLane(context, lane, y) {
      const { view, c, gutter } = this;
      const axis = view.axis;
      const barTop = y + 4;
      const bar = Math.round((this.laneHeight - 10) * 0.56);
      const ticksTop = barTop + bar + 2;
      const ticks = this.laneHeight - 6 - bar - 3;
      const hits = [];
      const right = this.width;
      this.drawForgotten(context, lane, ticksTop, ticks);

      const steps = lane.steps;
      const startTime = axis.toTime(view.from);
      let i = Math.max(0, firstIndex(steps.length, (k) => steps[k].at > startTime) - 2);
      let pixel = null;
      const flush = () => {
        if (!pixel) return;
        this.stretch(context, pixel.step, pixel.x0, barTop, Math.max(2, pixel.x1 - pixel.x0), bar, 1);
        hits.push({ x0: pixel.x0, x1: Math.max(pixel.x0 + 2, pixel.x1), y0: barTop, y1: barTop + bar, step: pixel.step, count: pixel.count });
        pixel = null;
      };
      let x = i < steps.length ? this.x(axis.ofStep(lane, steps[i])) : 0;
      for (; i < steps.length && x <= right; i++) {
        const next = i + 1 < steps.length ? this.x(axis.ofStep(lane, steps[i + 1])) : Math.max(x, this.x(this.now));
        const x0 = Math.max(x, gutter - 4);
        const x1 = Math.min(next, right + 4);
        x = next;
        if (x1 < gutter) continue;
        if (pixel && x0 < pixel.x0 + 2) {
          // Several stretches share two pixels: the worst state is shown.
          pixel.count++;
          if (x1 - x0 >= 2 || STATE_RANK[steps[i].state] >= STATE_RANK[pixel.step.state]) {
            if (x1 - x0 >= 2) {
              const narrow = pixel;
              narrow.x1 = narrow.x0 + 2;
              flush();
              pixel = { step: steps[i], x0: narrow.x1, x1: Math.max(x1, narrow.x1 + 2), count: 1 };
            } else {
              pixel.step = steps[i];
            }
          }
          if (pixel) pixel.x1 = Math.max(pixel.x1, x1);
        } else {
          flush();
          pixel = { step: steps[i], x0, x1, count: 1 };
        }
      }
      flush();
      this.drawFuture(context, lane, barTop, bar, hits);
      this.drawGateways(context, hits, barTop, bar);
      this.drawTicks(context, lane, ticksTop, ticks, hits);
      return hits;
    }

    drawForgotten(context, lane, top, height) {
      const { model, view, gutter } = this;
      const forgotten = model.forgottenUntil();
      if (forgotten === null) return;
      const until = view.axis.name === 'order' ? view.axis.begin() + 1 : view.axis.ofTime(forgotten);
      const x = Math.min(this.x(until), this.width);
      const from = view.axis.name === 'order' ? gutter : Math.max(gutter, this.x(view.axis.begin()));
      if (x <= from) return;
      context.fillStyle = this.hatch;
      context.fillRect(from, top, x - from, height);
    }

    drawFuture(context, lane, top, height, hits) {
      const { view, c } = this;
      const axis = view.axis;
      const last = lane.steps[lane.steps.length - 1];
      const nowX = this.x(this.now);
      let from = last ? last : null;
      let x = nowX;
      const part = (step, x0, x1, isNew) => {
        if (x1 < this.gutter || x0 > this.width) return;
        x0 = Math.max(x0, this.gutter - 4);
        x1 = Math.min(x1, this.width + 4);
        this.stretch(context, step, x0, top, Math.max(2, x1 - x0), height, 0.3, isNew);
        if (isNew) hits.push({ x0, x1: Math.max(x0 + 2, x1), y0: top, y1: top + height, step, future: true, count: 1 });
      };
      for (const step of lane.future) {
        const at = Math.max(nowX, this.x(axis.ofStep(lane, step)));
        if (from) part(from, x, at, from !== last);
        from = step;
        x = at;
        if (x > this.width) return;
      }
      if (from) part(from, x, this.width, from !== last);
      if (lane.waitsFor) {
        const x0 = Math.max(x, this.gutter) + (from && from !== last ? 90 : 8);
        context.fillStyle = c.text;
        const words = this.fit(context, 'waits for ' + lane.waitsFor, this.width - x0 - 8);
        if (words.length > 6) context.fillText(words, x0, top + height / 2 + 0.5);
      }
    }

    // One step's stretch, with mark, status and name where there is room.
    stretch(context, step, x, y, width, height, alpha, isNew) {
      const { c } = this;
      context.globalAlpha = alpha;
      context.fillStyle = step.state === 'unknown' ? this.unknownHatch : c['state-' + step.state];
      const gap = width > 4 && alpha === 1 ? 1 : 0;
      context.fillRect(x, y, width - gap, height);
      context.globalAlpha = 1;
      if (alpha < 1 && width > 3) {
        context.strokeStyle = c['state-' + step.state];
        context.setLineDash([3, 3]);
        context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
        context.setLineDash([]);
      }
      if (alpha < 1 && !isNew) return;
      const left = Math.max(x, this.gutter) + (step.gatewayMoves ? 8 : 5);
      const room = x + width - left - 4;
      if (room < 8) return;
      const middle = y + height / 2 + 0.5;
      const solid = alpha === 1 && step.state !== 'unknown';
      context.fillStyle = solid ? c['on-state'] : c.text;
      const state = MARKS[step.state] + ' ' + (step.known ? step.status : 'unknown');
      let words = this.fit(context, state, room);
      if (words !== state) words = room >= 8 ? this.fit(context, MARKS[step.state], room) : '';
      if (step.state === 'unknown' && words) {
        context.fillStyle = c.surface;
        context.fillRect(left - 2, y + 2, Math.min(room, this.widthOf(context, words) + 4), height - 4);
        context.fillStyle = c.text;
      }
      context.fillText(words, left, middle);
      const used = this.widthOf(context, words) + 10;
      if (words === state && room - used > 24) {
        context.globalAlpha = solid ? 1 : 0.85;
        context.fillText(this.fit(context, step.step, room - used), left + used, middle);
        context.globalAlpha = 1;
      }
    }

    drawGateways(context, hits, top, height) {
      let last = -Infinity;
      for (const hit of hits) {
        if (!hit.step.gatewayMoves || hit.x0 < this.gutter - 2 || hit.x0 < last + 8) continue;
        last = hit.x0;
        diamond(context, hit.x0, top + height / 2, 4.5, this.c.surface, this.c.text);
      }
    }

    drawTicks(context, lane, top, height, hits) {
      const { view, c } = this;
      const axis = view.axis;
      const requests = lane.requests;
      const slack = ((view.to - view.from) / this.plot) * 4;
      let i = firstIndex(requests.length, (k) => axis.ofRequest(requests[k]) >= view.from - slack);
      const groups = [];
      let group = null;
      for (; i < requests.length; i++) {
        const request = requests[i];
        if (!request.match) continue;
        const x = this.x(axis.ofRequest(request));
        if (x > this.width + 4) break;
        if (group && x < Math.max(group.x + 3, group.end)) {
          group.count++;
          group.last = request;
          group.x1 = x;
          if (KINDS[request.kind].rank > KINDS[group.worst.kind].rank) group.worst = request;
          group.end = group.x + this.pillWidth(context, group);
        } else {
          group = { x, x1: x, end: x + 3, count: 1, first: request, last: request, worst: request };
          groups.push(group);
        }
      }
      for (const group of groups) {
        if (group.count === 1) {
          this.tick(context, group.x, top, height, group.worst.kind);
          hits.push({ x0: group.x - 3, x1: group.x + 4, y0: top - 2, y1: top + height + 2, group });
          continue;
        }
        const width = group.end - group.x - 2;
        const kind = group.worst.kind;
        context.fillStyle = c['kind-' + kind];
        context.fillRect(group.x - 1, top, 2, height);
        context.globalAlpha = 0.16;
        context.fillRect(group.x + 1, top, width - 2, height);
        context.globalAlpha = 1;
        context.fillStyle = c.text;
        context.fillText(compact(group.count), group.x + 4, top + height / 2 + 0.5);
        if (kind !== 'ok') this.shape(context, group.x + width - 6, top + height / 2, 3, kind);
        hits.push({ x0: group.x - 2, x1: group.end, y0: top - 2, y1: top + height + 2, group });
      }
    }

    pillWidth(context, group) {
      return this.widthOf(context, compact(group.count)) + (group.worst.kind === 'ok' ? 9 : 18);
    }

    // One request. The worse the answer, the higher; the shape on top tells it without colour.
    tick(context, x, top, height, kind) {
      const { c } = this;
      const share = { ok: 0.55, pending: 0.45, other: 0.6, missing: 0.9, client: 0.9, abandoned: 0.9, refused: 1, server: 1, fault: 1 }[kind];
      const size = Math.max(4, Math.round(height * share));
      context.fillStyle = c['kind-' + kind];
      if (kind === 'abandoned') {
        context.strokeStyle = c['kind-abandoned'];
        context.strokeRect(x - 1.5, top + height - size + 0.5, 3, size - 1);
        return;
      }
      if (kind === 'fault') {
        this.shape(context, x, top + height / 2, Math.min(4, height / 2), kind);
        return;
      }
      context.fillRect(x - 1, top + height - size, 2, size);
      if (height >= 8 && kind !== 'ok') this.shape(context, x, top + height - size + 3, 3, kind);
    }

    shape(context, x, y, r, kind) {
      const { c } = this;
      context.fillStyle = context.strokeStyle = c['kind-' + kind];
      context.lineWidth = kind === 'fault' ? 2 : 1;
      context.beginPath();
      if (kind === 'fault') {
        context.moveTo(x - r, y - r);
        context.lineTo(x + r, y + r);
        context.moveTo(x + r, y - r);
        context.lineTo(x - r, y + r);
        context.stroke();
      } else if (kind === 'missing') {
        context.arc(x, y, r, 0, 7);
        context.fillStyle = c.surface;
        context.fill();
        context.stroke();
      } else if (kind === 'refused' || kind === 'client') {
        context.moveTo(x - r, y + r);
        context.lineTo(x, y - r);
        context.lineTo(x + r, y + r);
        context.closePath();
        if (kind === 'client') context.fillStyle = c.surface;
        context.fill();
        context.stroke();
      } else if (kind === 'server') {
        context.fillRect(x - r, y - r, r * 2, r * 2);
      } else {
        context.arc(x, y, r - 1, 0, 7);
        context.stroke();
      }
      context.lineWidth = 1;
    }

    // ---- the cursor and what it tells ------------------------------------------------------------------------------

    drawCursor(context) {
      const cursor = this.cursor;
      if (!cursor || document.activeElement !== this.e.scroller) return;
      const row = this.hits.find((r) => r.lane === cursor.lane);
      if (!row) return;
      context.strokeStyle = this.c.accent;
      context.lineWidth = 2;
      const hit = row.hits.find((h) => (cursor.step ? h.step === cursor.step : h.group && cursor.request
        && h.group.first.number <= cursor.request.number && h.group.last.number >= cursor.request.number));
      if (hit) {
        const x0 = Math.max(hit.x0 - 2, this.gutter);
        context.strokeRect(x0, hit.y0 - 1, Math.min(hit.x1 + 2, this.width - 1) - x0, hit.y1 - hit.y0 + 2);
      } else {
        context.strokeRect(1, row.y + 1, this.gutter - 3, this.laneHeight - 3);
      }
      context.lineWidth = 1;
    }

    position(cursor) {
      if (cursor.request) return this.view.axis.ofRequest(cursor.request);
      if (cursor.step) return this.view.axis.ofStep(cursor.lane, cursor.step);
      return this.view.at(this.plot / 2, this.plot);
    }

    // The next or previous event of the cursor's lane: a step, or a request that the filter shows.
    along(direction) {
      if (!this.shown.length) return;
      const cursor = this.cursor && this.place.has(this.cursor.lane) ? this.cursor : { lane: this.page.selected || this.shown[0] };
      const lane = this.place.has(cursor.lane) ? cursor.lane : this.shown[0];
      const axis = this.view.axis;
      const steps = lane.steps.concat(lane.future);
      const requests = lane.requests;
      const stepAt = (i) => axis.ofStep(lane, steps[i]);
      const requestAt = (i) => axis.ofRequest(requests[i]);
      const at = this.position(cursor);
      let s;
      let r;
      if (direction > 0) {
        s = cursor.step ? steps.indexOf(cursor.step) + 1 : firstIndex(steps.length, (i) => stepAt(i) > at);
        r = cursor.request ? firstIndex(requests.length, (i) => requests[i].number > cursor.request.number)
          : firstIndex(requests.length, (i) => requestAt(i) >= at);
        while (r < requests.length && !requests[r].match) r++;
      } else {
        s = cursor.step ? steps.indexOf(cursor.step) - 1 : firstIndex(steps.length, (i) => stepAt(i) > at) - 1;
        r = (cursor.request ? firstIndex(requests.length, (i) => requests[i].number >= cursor.request.number)
          : firstIndex(requests.length, (i) => requestAt(i) >= at)) - 1;
        while (r >= 0 && !requests[r].match) r--;
      }
      const hasStep = s >= 0 && s < steps.length;
      const hasRequest = r >= 0 && r < requests.length;
      if (!hasStep && !hasRequest) return;
      const stepFirst = hasStep && (!hasRequest || (direction > 0 ? stepAt(s) <= requestAt(r) : stepAt(s) > requestAt(r)));
      this.setCursor(stepFirst ? { lane, step: steps[s] } : { lane, request: requests[r] });
    }

    toEnd(direction) {
      const lane = this.cursor ? this.cursor.lane : this.page.selected || this.shown[0];
      if (!lane) return;
      const position = direction < 0 ? -Infinity : Infinity;
      const steps = lane.steps;
      const requests = lane.requests.filter((r) => r.match);
      const step = steps[position < 0 ? 0 : steps.length - 1];
      const request = requests[position < 0 ? 0 : requests.length - 1];
      if (!step && !request) return;
      const axis = this.view.axis;
      const stepWins = step && (!request || (axis.ofStep(lane, step) <= axis.ofRequest(request)) === position < 0);
      this.setCursor(stepWins ? { lane, step } : { lane, request });
    }

    // Another lane, at the event nearest in time.
    across(by) {
      if (!this.shown.length) return;
      const old = this.cursor && this.place.has(this.cursor.lane) ? this.place.get(this.cursor.lane)
        : this.page.selected && this.place.has(this.page.selected) ? this.place.get(this.page.selected) - Math.sign(by) : by > 0 ? -1 : this.shown.length;
      const lane = this.shown[Math.max(0, Math.min(this.shown.length - 1, old + by))];
      const at = this.cursor ? this.position(this.cursor) : this.now;
      const steps = lane.steps;
      const i = firstIndex(steps.length, (k) => this.view.axis.ofStep(lane, steps[k]) > at);
      const step = steps[Math.max(0, i - 1)];
      this.setCursor(step ? { lane, step } : { lane });
    }

    setCursor(cursor) {
      this.cursor = cursor;
      const i = this.place.get(cursor.lane);
      const { scroller } = this.e;
      const top = i * this.laneHeight;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + this.laneHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + this.laneHeight - scroller.clientHeight;
      const position = this.position(cursor);
      if ((cursor.step || cursor.request) && (position < this.view.from || position > this.view.to)) {
        const long = cursor.step && position < this.view.from && this.endOf(cursor.lane, cursor.step) > this.view.from;
        if (!long) this.view.pan(position - (this.view.from + this.view.to) / 2);
      }
      this.tell(this.wordsOf(cursor).join('. '));
      this.ask();
      this.page.changed();
    }

    endOf(lane, step) {
      const next = lane.steps[lane.steps.indexOf(step) + 1];
      return next ? this.view.axis.ofStep(lane, next) : this.now;
    }

    wordsOf(cursor) {
      const words = [cursor.lane.label];
      if (cursor.step) return words.concat(this.stepWords(cursor.lane, cursor.step));
      if (cursor.request) return words.concat(this.requestWords(cursor.request));
      return words.concat(cursor.lane.waitsFor ? 'Waits for ' + cursor.lane.waitsFor : 'Its life has not begun');
    }

    stepWords(lane, step) {
      const began = this.model.began;
      const list = lane.steps.indexOf(step) >= 0 ? lane.steps : lane.future;
      const index = list.indexOf(step);
      const next = list[index + 1] || (list === lane.steps ? lane.future[0] : null);
      const words = [stateWords(step) + ', step ' + step.step];
      words.push((list === lane.future ? 'begins at +' : 'from +') + duration(step.at - began)
        + (next ? ' for ' + duration(next.at - step.at) : list === lane.steps ? ' until now' : ''));
      words.push((step.gatewayIp ? 'gateway ' + step.gatewayIp : 'no gateway') + (step.gatewayMoves ? ' from here on' : ''));
      if (index === list.length - 1 && lane.waitsFor) words.push('then waits for ' + lane.waitsFor);
      return words;
    }

    requestWords(request) {
      const words = ['+' + duration(request.t - this.model.began) + ', request ' + request.number,
        request.method + ' ' + request.target,
        request.answer === null || request.answer === undefined ? 'no answer yet' : 'answered ' + request.answer
          + (request.status && request.automationStatus && request.kind === 'ok' ? ' in state ' + request.automationStatus : '')];
      if (request.reason) words.push('reason: ' + request.reason);
      if (request.incident) words.push('incident: ' + request.incident);
      if (request.outcome === 'abandoned') words.push('the client gave up');
      return words;
    }

    groupWords(group) {
      if (group.count === 1) return this.requestWords(group.first);
      return [number(group.count) + ' requests, number ' + group.first.number + ' to ' + group.last.number,
        'from +' + duration(group.first.t - this.model.began) + ' to +' + duration(group.last.t - this.model.began),
        'the worst: '].concat(this.requestWords(group.worst));
    }

    tell(text) {
      R.setText(this.e.told, text);
    }

    // ---- pointer ---------------------------------------------------------------------------------------------------

    hitAt(x, y) {
      const row = this.hits.find((r) => y >= r.y && y < r.y + this.laneHeight);
      if (!row) return null;
      let found = null;
      for (const hit of row.hits) if (x >= hit.x0 && x < hit.x1 && y >= hit.y0 && y < hit.y1) found = hit;
      return { lane: row.lane, hit: found };
    }

    listen() {
      const { scroller, head, overview } = this.e;
      const place = (event, element) => {
        const box = element.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
      };
      const pointers = new Map();
      let drag = null;
      const down = (event, selects) => {
        if (event.button !== 0) return;
        const { x, y } = place(event, event.currentTarget);
        if (event.currentTarget === scroller && x > this.width) return;
        pointers.set(event.pointerId, x);
        drag = { x, y, last: x, lastY: y, moved: false, selects: selects || event.shiftKey, from: this.at(x), touch: event.pointerType !== 'mouse', spread: spread(pointers) };
        event.currentTarget.setPointerCapture(event.pointerId);
      };
      const move = (event) => {
        const { x, y } = place(event, event.currentTarget);
        if (!drag) return;
        pointers.set(event.pointerId, x);
        if (pointers.size === 2) {
          const now = spread(pointers);
          if (drag.spread && now > 10) this.view.zoom(drag.spread / now, this.at(x));
          drag.spread = now;
          drag.moved = true;
          this.changed();
          return;
        }
        if (!drag.moved && Math.abs(x - drag.x) + Math.abs(y - drag.y) < 4) return;
        drag.moved = true;
        this.hideTip();
        if (drag.selects) {
          const to = this.at(x);
          this.view.stretch = { from: Math.min(drag.from, to), to: Math.max(drag.from, to) };
        } else {
          this.view.pan(-((x - drag.last) / this.plot) * (this.view.to - this.view.from));
          if (!drag.touch) scroller.scrollTop -= y - drag.lastY;
        }
        drag.last = x;
        drag.lastY = y;
        this.changed();
      };
      const up = (event) => {
        pointers.delete(event.pointerId);
        if (!drag) return;
        const was = drag;
        drag = null;
        if (was.selects && was.moved) this.page.setStretch(this.view.stretch);
        else if (was.selects) this.page.setStretch(null);
        else if (!was.moved && event.type === 'pointerup') this.click(was.x, was.y);
      };
      for (const [element, selects] of [[scroller, false], [head, true]]) {
        element.addEventListener('pointerdown', (event) => down(event, selects));
        element.addEventListener('pointermove', move);
        element.addEventListener('pointerup', up);
        element.addEventListener('pointercancel', up);
        element.addEventListener('wheel', (event) => this.wheel(event, element), { passive: false });
        element.addEventListener('pointerleave', () => this.hideTip());
      }
      scroller.addEventListener('pointermove', (event) => { if (!drag) this.hover(event, place(event, scroller)); });
      head.addEventListener('pointermove', (event) => { if (!drag) this.hoverHead(event, place(event, head)); });
      scroller.addEventListener('focus', () => {
        if (this.cursor) this.tell(this.wordsOf(this.cursor).join('. '));
        this.ask();
      });
      scroller.addEventListener('blur', () => this.ask());
      this.listenOverview(overview, place);
    }

    listenOverview(overview, place) {
      let grip = null;
      overview.addEventListener('pointerdown', (event) => {
        const { x } = place(event, overview);
        const { x0, x1 } = this.overviewWindow;
        const span = this.view.to - this.view.from;
        if (Math.abs(x - x0) < 7) grip = 'from';
        else if (Math.abs(x - x1) < 7) grip = 'to';
        else {
          grip = 'all';
          const at = this.overviewPosition(x);
          if (x < x0 || x > x1) this.view.show(at - span / 2, at + span / 2);
        }
        this.lastX = x;
        this.fixed = Object.assign({}, this.overviewSpan);
        overview.setPointerCapture(event.pointerId);
        this.changed();
      });
      overview.addEventListener('pointermove', (event) => {
        const { x } = place(event, overview);
        const { x0, x1 } = this.overviewWindow || { x0: 0, x1: 0 };
        overview.classList.toggle('edge', Math.abs(x - x0) < 7 || Math.abs(x - x1) < 7);
        if (!grip) return;
        const by = ((x - this.lastX) / this.fullWidth) * (this.fixed.to - this.fixed.from);
        this.lastX = x;
        const { view } = this;
        if (grip === 'all') view.pan(by);
        else if (grip === 'from') view.show(Math.min(view.from + by, view.to - view.axis.least), view.to);
        else view.show(view.from, view.to + by);
        this.changed();
      });
      for (const type of ['pointerup', 'pointercancel']) overview.addEventListener(type, () => { grip = null; });
      overview.addEventListener('wheel', (event) => this.wheel(event, null), { passive: false });
    }

    overviewPosition(x) {
      return this.overviewSpan.from + (x / this.fullWidth) * (this.overviewSpan.to - this.overviewSpan.from);
    }

    wheel(event, element) {
      const across = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (event.ctrlKey || event.metaKey) {
        const box = (element || this.e.overview).getBoundingClientRect();
        const around = element ? this.at(event.clientX - box.left) : this.overviewPosition(event.clientX - box.left);
        this.view.zoom(Math.exp(event.deltaY * (event.deltaMode ? 0.1 : 0.003)), around);
      } else if (across) {
        const by = event.deltaX || event.deltaY;
        this.view.pan((by / this.plot) * (this.view.to - this.view.from));
      } else {
        return;
      }
      event.preventDefault();
      this.hideTip();
      this.changed();
    }

    changed() {
      this.ask();
      this.page.changed();
    }

    click(x, y) {
      const at = this.hitAt(x, y);
      if (!at) return;
      this.cursor = at.hit && at.hit.group ? { lane: at.lane, request: at.hit.group.worst }
        : at.hit && at.hit.step ? { lane: at.lane, step: at.hit.step } : { lane: at.lane };
      this.page.select(at.lane);
      if (at.hit && at.hit.group) this.page.openRequest(at.hit.group.worst);
    }

    hover(event, { x, y }) {
      const at = this.hitAt(x, y);
      if (!at || (x < this.gutter && at.lane.label.length < 12)) return this.hideTip();
      const words = [at.lane.label];
      if (at.hit && at.hit.group) words.push(...this.groupWords(at.hit.group));
      else if (at.hit && at.hit.step) {
        if (at.hit.count > 1) words.push(number(at.hit.count) + ' steps stand here; the worst:');
        words.push(...this.stepWords(at.lane, at.hit.step));
      } else if (x >= this.gutter) {
        const time = this.view.axis.toTime(this.at(x));
        words.push('+' + duration(time - this.model.began));
        if (this.model.forgottenUntil() !== null && time < this.model.forgottenUntil()) words.push('Requests from this time are forgotten.');
      }
      if (x >= this.gutter) {
        for (const band of this.bands) if (x >= band.x0 && x <= band.x1 && !at.hit) words.push('incident ' + band.incident.name);
      }
      this.showTip(event, words);
    }

    hoverHead(event, { x, y }) {
      if (x < this.gutter) return this.hideTip();
      const time = this.view.axis.toTime(this.at(x));
      const words = ['+' + duration(time - this.model.began, this.view.to - this.view.from > 60e6 ? 0 : 3) + ' · ' + R.clockText(time) + ' UTC'];
      const bandRow = Math.floor((y - HEAD.axis - HEAD.summary - HEAD.gap) / HEAD.band);
      for (const band of this.bands) {
        if (band.row === bandRow && x >= band.x0 && x <= Math.max(band.x1, band.x0 + 60)) words.push('incident ' + band.incident.name
          + ', from +' + duration(band.span.begin - this.model.began) + (band.span.end ? ' for ' + duration(band.span.end - band.span.begin) : ''));
      }
      for (const move of this.model.moves) {
        if (Math.abs(this.x(this.view.axis.ofMove(move)) - x) < 6) words.push('The clock was moved by ' + duration(move.to - move.from));
      }
      const column = Math.floor(x - this.gutter);
      STATES.forEach((state, i) => {
        const count = this.summary && this.summary[i][column];
        if (count) words.push(number(count) + ' ' + state);
      });
      this.showTip(event, words);
    }

    showTip(event, words) {
      const { tip } = this.e;
      tip.hidden = false;
      tip.replaceChildren(...words.map((word, i) => R.h('div', { className: i ? '' : 'first', text: word.length > 600 ? word.slice(0, 600) + '…' : word })));
      const box = tip.getBoundingClientRect();
      const x = event.clientX + 14 + box.width > innerWidth ? event.clientX - box.width - 10 : event.clientX + 14;
      const y = event.clientY + 16 + box.height > innerHeight ? event.clientY - box.height - 10 : event.clientY + 16;
      tip.style.left = Math.max(4, x) + 'px';
      tip.style.top = Math.max(4, y) + 'px';
      clearTimeout(this.tellLater);
      this.tellLater = setTimeout(() => this.tell(words.join('. ')), 400);
    }

    hideTip() {
      clearTimeout(this.tellLater);
      this.e.tip.hidden = true;
    }
  }

  function firstFree(ends, x) {
    let i = 0;
    while (i < BANDS && ends[i] !== undefined && ends[i] > x) i++;
    return i;
  }

  function spread(pointers) {
    const all = Array.from(pointers.values());
    return all.length === 2 ? Math.abs(all[0] - all[1]) : 0;
  }

  function compact(count) {
    if (count < 1000) return String(count);
    return (count / 1000).toFixed(count < 10000 ? 1 : 0) + 'k';
  }

  function hatchOf(colour) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 8;
    const context = canvas.getContext('2d');
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const i of [-8, 0, 8]) {
      context.moveTo(i - 1, 9);
      context.lineTo(i + 9, -1);
    }
    context.stroke();
    return context.createPattern(canvas, 'repeat');
  }

  function diamond(context, x, y, r, fill, line) {
    context.beginPath();
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = line;
    context.lineWidth = 1.5;
    context.stroke();
    context.lineWidth = 1;
  }

  function triangle(context, x, y, size) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + size, y + size / 2);
    context.lineTo(x, y + size);
    context.closePath();
    context.fill();
  }

  Object.assign(R, { Lanes });
})(RackConnect);
