// Draws the lanes that are in view: steps as stretches, requests as ticks.
'use strict';
(function (R) {
  const { firstIndex, KINDS, MARKS, FONT, diamond } = R;
  const STATE_RANK = { DEPLOYED: 0, DEPLOYING: 1, other: 2, unknown: 3, UNPROCESSABLE: 4, FAILED: 5 };

  class Lanes extends R.Summary {
    resize() {
      const box = this.e.scroller.getBoundingClientRect();
      if (!box.width) return;
      this.width = this.e.scroller.clientWidth;
      this.gutter = this.width < 560 ? 92 : this.width < 800 ? 124 : 168;
      this.plot = this.width - this.gutter;
      this.sizeLanes();
      this.fullWidth = box.width;
      this.laneArea = this.e.scroller.clientHeight;
      this.scrolled = this.e.scroller.scrollTop;
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

    drawLanes() {
      const { c, gutter, width } = this;
      const height = this.laneArea;
      const context = this.prepare(this.e.lanes, width, height);
      const top = Math.max(0, Math.min(this.scrolled, this.shown.length * this.laneHeight - height));
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
      if (lane === this.page.selected) context.font = '600 ' + FONT;
      const room = this.gutter - (last ? 34 : 16);
      const withRegion = lane.sourceIp + (lane.region ? ' · ' + lane.region : '');
      const where = this.widthOf(context, withRegion) <= room ? withRegion : lane.sourceIp;
      const two = this.laneHeight >= 42 && lane.sourceIp && this.widthOf(context, where) <= room;
      context.fillText(this.fit(context, lane.label, room), 10, two ? middle - 7 : middle);
      if (lane === this.page.selected) context.font = FONT;
      if (two) {
        context.fillStyle = c.muted;
        context.fillText(where, 10, middle + 8);
      }
      if (last) {
        context.fillStyle = c['state-' + last.state];
        context.textAlign = 'center';
        context.fillText(MARKS[last.state], this.gutter - 14, middle);
        context.textAlign = 'left';
      }
    }

    drawLane(context, lane, y) {
      const { view, gutter } = this;
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
          group.end = group.x + this.pillWidth(group);
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

    pillWidth(group) {
      const letters = group.count < 100 ? (group.count < 10 ? 1 : 2) : group.count < 1000 ? 3 : 4;
      return letters * 6.6 + (group.worst.kind === 'ok' ? 9 : 18);
    }
  }

  function compact(count) {
    if (count < 1000) return String(count);
    return (count / 1000).toFixed(count < 10000 ? 1 : 0) + 'k';
  }

  Object.assign(R, { Lanes });
})(RackConnect);
