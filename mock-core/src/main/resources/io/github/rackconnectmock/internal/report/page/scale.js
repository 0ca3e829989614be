// The three axes: the mock's time, real time, and the order of what happened.
'use strict';
(function (R) {
  const { firstIndex, duration } = R;

  // How many members of a sorted list are at most value.
  function countUpTo(list, value) {
    return firstIndex(list.length, (i) => list[i] > value);
  }

  class TimeAxis {
    constructor(model) {
      this.model = model;
      this.name = 'time';
      this.least = 1000;
    }

    ofTime(at) { return at; }
    ofRequest(request) { return request.t; }
    ofStep(lane, step) { return step.at; }
    ofMove(move) { return move.from; }
    toTime(position) { return position; }
    now() { return this.model.now(); }
    begin() { return this.model.began; }
    label(position, step) {
      return '+' + duration(position - this.model.began, step < 1e6 ? Math.min(6, Math.ceil(-Math.log10(step / 1e6))) : undefined);
    }

    futureEnd() {
      let end = this.now();
      for (const lane of this.model.lanes) {
        if (lane.future.length) end = Math.max(end, lane.future[Math.min(lane.future.length, 3) - 1].at);
      }
      for (const incident of this.model.incidents) if (incident.lasting && incident.until) end = Math.max(end, incident.until);
      return end;
    }
  }

  // Keeps a step between the requests that were answered before it and after it.
  function between(axis, lane, step, position) {
    const requests = lane.requests;
    let i = firstIndex(requests.length, (k) => requests[k].t >= step.at);
    let before = i > 0 ? requests[i - 1] : null;
    while (i < requests.length && requests[i].t === step.at && requests[i].step !== null && requests[i].step !== step.step) {
      before = requests[i++];
    }
    const low = before ? axis.ofRequest(before) + axis.gap : -Infinity;
    const high = i < requests.length ? axis.ofRequest(requests[i]) - axis.gap : Infinity;
    return Math.min(Math.max(position, low), Math.max(high, low));
  }

  class RealAxis {
    constructor(model) {
      this.model = model;
      this.name = 'real';
      this.least = 1000;
      this.gap = 0;
    }

    // The mock's time without its jumps: it runs evenly in real time.
    run(at) {
      const moves = this.model.moves;
      const move = moves[firstIndex(moves.length, (i) => moves[i].from >= at) - 1];
      return move ? at - move.before - (Math.min(at, move.to) - move.from) : at;
    }

    ofTime(at) {
      const anchors = this.model.anchors;
      const speed = this.model.clock.speed || 1;
      if (!anchors.length) return at;
      if (at > this.model.now()) return this.now() + (at - this.model.now()) / speed;
      const run = this.run(at);
      const i = firstIndex(anchors.length, (k) => this.run(anchors[k].at) > run);
      if (i === 0) return anchors[0].real - (this.run(anchors[0].at) - run) / speed;
      const low = anchors[i - 1];
      const lowRun = this.run(low.at);
      if (i === anchors.length) return low.real + (run - lowRun) / speed;
      const high = anchors[i];
      return low.real + ((run - lowRun) / (this.run(high.at) - lowRun)) * (high.real - low.real);
    }

    toTime(position) {
      const anchors = this.model.anchors;
      const speed = this.model.clock.speed || 1;
      if (!anchors.length) return position;
      const i = firstIndex(anchors.length, (k) => anchors[k].real > position);
      if (i === 0) return anchors[0].at - (anchors[0].real - position) * speed;
      const low = anchors[i - 1];
      if (i === anchors.length) return low.at + (position - low.real) * speed;
      const high = anchors[i];
      return low.at + ((position - low.real) / (high.real - low.real)) * (high.at - low.at);
    }

    ofRequest(request) { return request.real; }
    ofStep(lane, step) { return between(this, lane, step, this.ofTime(step.at)); }
    ofMove(move) {
      const next = this.model.byNumber.get(move.after + 1);
      const real = this.ofTime(move.from);
      return next ? Math.min(real, next.real) : real;
    }

    now() {
      if (!this.model.report && this.model.clock.seen) return Date.now() * 1000;
      return this.ofTime(this.model.now());
    }

    begin() { return this.ofTime(this.model.began); }
    label(position, step) {
      return R.clockText(position, step < 1e6 ? Math.min(3, Math.ceil(-Math.log10(step / 1e6))) : 0).slice(11);
    }

    futureEnd() { return this.now(); }
  }

  // Each request has a place of its own, and each moment at which steps began too.
  class OrderAxis {
    constructor(model) {
      this.model = model;
      this.name = 'order';
      this.least = 8;
      this.gap = 0.4;
      this.coming = [];
    }

    ofRequest(request) { return request.number + countUpTo(this.model.instants, request.t); }

    base(at) {
      const requests = this.model.requests;
      const i = firstIndex(requests.length, (k) => requests[k].t >= at);
      return i > 0 ? requests[i - 1].number : requests.length ? requests[0].number - 1 : this.model.received;
    }

    ofTime(at) {
      const now = this.model.now();
      if (at > now) {
        const i = firstIndex(this.coming.length, (k) => this.coming[k] >= at);
        return this.now() + Math.min(i, this.coming.length - 1) + 1;
      }
      return this.base(at) + countUpTo(this.model.instants, at);
    }

    ofStep(lane, step) {
      const position = this.ofTime(step.at);
      return step.at > this.model.now() ? position : between(this, lane, step, position);
    }

    ofMove(move) { return move.after + countUpTo(this.model.instants, move.from) + 0.5; }

    toTime(position) {
      const { requests, instants } = this.model;
      const now = this.now();
      if (position > now && this.coming.length) {
        return this.coming[Math.max(0, Math.min(this.coming.length - 1, Math.round(position - now) - 1))];
      }
      const i = firstIndex(requests.length, (k) => this.ofRequest(requests[k]) > position);
      const k = firstIndex(instants.length, (j) => this.base(instants[j]) + j + 1 > position);
      return Math.max(i > 0 ? requests[i - 1].t : this.model.began, k > 0 ? instants[k - 1] : this.model.began);
    }

    now() { return this.model.received + countUpTo(this.model.instants, this.model.now()) + 0.5; }

    begin() {
      const first = this.model.requests[0];
      return first && this.model.oldest > 1 ? this.ofRequest(first) - 2 : 1;
    }

    label(position) {
      const requests = this.model.requests;
      const i = firstIndex(requests.length, (k) => this.ofRequest(requests[k]) > position);
      if (i === 0) return '+' + duration(this.toTime(position) - this.model.began);
      return '#' + requests[i - 1].number;
    }

    // The next moments at which steps begin by time, few enough to show.
    prepare() {
      const most = 20;
      let found = [];
      for (const lane of this.model.lanes) {
        for (const step of lane.future) {
          if (found.length >= 4 * most && step.at >= found[most - 1]) break;
          found.push(step.at);
          if (found.length > 20 * most) found = smallest(found, most);
        }
      }
      this.coming = smallest(found, most);
    }

    futureEnd() { return this.now() + this.coming.length; }
  }

  function smallest(list, most) {
    return Array.from(new Set(list)).sort((a, b) => a - b).slice(0, most);
  }

  // The part of an axis that is on the screen.
  class View {
    constructor(model) {
      this.model = model;
      this.axes = { time: new TimeAxis(model), real: new RealAxis(model), order: new OrderAxis(model) };
      this.axis = this.axes.time;
      this.from = 0;
      this.to = 1;
      this.fitted = true;
      this.following = false;
      this.stretch = null;
    }

    whole() {
      const axis = this.axis;
      const from = axis.begin();
      const now = axis.now();
      const room = axis.name === 'order' ? 20 : Math.max((now - from) * 1.5, 300e6);
      const to = Math.max(now, Math.min(axis.futureEnd(), now + room));
      const least = axis.name === 'order' ? 20 : 10e6;
      // The span grows in steps, so that the picture stands still between them while time runs.
      const span = Math.pow(1.1, Math.ceil(Math.log(Math.max((to - from) * 1.03, least)) / Math.log(1.1)));
      return { from: from - span * 0.01, to: from + span };
    }

    // Moves with the mock's time where the view is fitted or follows.
    update() {
      if (this.model.began === null) return;
      if (this.axis.name === 'order') this.axis.prepare();
      if (this.fitted) {
        Object.assign(this, this.whole());
      } else if (this.following) {
        const span = this.to - this.from;
        this.to = this.axis.now() + span * 0.2;
        this.from = this.to - span;
      }
    }

    x(position, width) { return ((position - this.from) / (this.to - this.from)) * width; }
    at(x, width) { return this.from + (x / width) * (this.to - this.from); }

    zoom(factor, around) {
      const whole = this.whole();
      const most = (whole.to - whole.from) * 4;
      const span = Math.min(most, Math.max(this.axis.least, (this.to - this.from) * factor));
      const share = (around - this.from) / (this.to - this.from);
      this.from = around - span * share;
      this.to = this.from + span;
      this.fitted = false;
      if (Math.abs(share - 0.8) > 0.01) this.following = false;
    }

    pan(by) {
      const whole = this.whole();
      const span = this.to - this.from;
      const from = Math.min(Math.max(this.from + by, whole.from - span * 0.5), whole.to - span * 0.5);
      this.from = from;
      this.to = from + span;
      this.fitted = false;
      this.following = false;
    }

    show(from, to) {
      this.from = from;
      this.to = Math.max(to, from + this.axis.least);
      this.fitted = false;
      this.following = false;
    }

    fit() {
      this.fitted = true;
      this.following = false;
    }

    follow() {
      const whole = this.whole();
      if (this.fitted) {
        const span = Math.min(whole.to - whole.from, this.axis.name === 'order' ? 80 : 120e6);
        this.to = this.axis.now() + span * 0.2;
        this.from = this.to - span;
      }
      this.fitted = false;
      this.following = true;
    }

    switchTo(name) {
      if (this.axis.name === name) return;
      const old = this.axis;
      const times = [old.toTime(this.from), old.toTime(this.to)];
      const stretch = this.stretch;
      const marked = stretch ? this.model.requests.filter((r) => old.ofRequest(r) >= stretch.from && old.ofRequest(r) <= stretch.to) : [];
      const ends = stretch ? [old.toTime(stretch.from), old.toTime(stretch.to)] : null;
      this.axis = this.axes[name];
      if (this.axis.prepare) this.axis.prepare();
      if (marked.length) {
        const gap = name === 'order' ? 0.5 : 1;
        this.stretch = { from: this.axis.ofRequest(marked[0]) - gap, to: this.axis.ofRequest(marked[marked.length - 1]) + gap };
      } else if (stretch) {
        this.stretch = { from: this.axis.ofTime(ends[0]), to: this.axis.ofTime(ends[1]) };
      }
      if (this.fitted) this.update();
      else if (!this.following) this.show(this.axis.ofTime(times[0]), this.axis.ofTime(times[1]));
      else {
        this.fitted = true;
        this.follow();
      }
    }

    inStretch(request) {
      if (!this.stretch) return true;
      const position = this.axis.ofRequest(request);
      return position >= this.stretch.from && position <= this.stretch.to;
    }

    // Where the axis has its marks: [position, label].
    marks(width) {
      const span = this.to - this.from;
      const wanted = Math.max(2, Math.floor(width / 110));
      const step = niceStep(span / wanted, this.axis.name);
      const origin = this.axis.name === 'time' ? this.model.began : 0;
      const marks = [];
      for (let i = Math.ceil((this.from - origin) / step); marks.length < 60; i++) {
        const position = origin + i * step;
        if (position > this.to) break;
        if (this.axis.name === 'time' && i < 0) continue;
        marks.push([position, this.axis.label(position, step)]);
      }
      return marks;
    }
  }

  const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400].map((s) => s * 1e6);

  function niceStep(least, axis) {
    if (axis !== 'order' && least > 1e6) {
      for (const step of TIME_STEPS) if (step >= least) return step;
      const days = least / 86400e6;
      return decimalStep(days) * 86400e6;
    }
    return Math.max(axis === 'order' ? 1 : 0, decimalStep(least));
  }

  function decimalStep(least) {
    const power = Math.pow(10, Math.floor(Math.log10(least)));
    for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power;
    return 10 * power;
  }

  Object.assign(R, { View });
})(RackConnect);
