// What the page knows: lanes, requests, incidents and the clock, merged from the documents of the mock.
// Instants are numbers of microseconds since 1970, which a double holds exactly.
'use strict';
var RackConnect = {};

(function (R) {
  const HELD = 20000;
  const CUT = 1000;

  function micros(text) {
    if (text == null) return null;
    const dot = text.indexOf('.');
    if (dot < 0) return Date.parse(text) * 1000;
    const end = text.length - 1;
    const fraction = (text.slice(dot + 1, end) + '000000').slice(0, 6);
    return Date.parse(text.slice(0, dot) + 'Z') * 1000 + Number(fraction);
  }

  // The first index from which on test holds; test must go from false to true once.
  function firstIndex(length, test) {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (test(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  const FRACTION = [[86400e6, 'd'], [3600e6, 'h'], [60e6, 'm']];

  // A duration as the mock writes them: 4m12s, 1h30m, 250ms. places: digits of a second's fraction.
  function duration(us, places) {
    const sign = us < 0 ? '-' : '';
    let rest = Math.abs(us);
    if (rest < 1e6 && rest > 0 && places === undefined) {
      if (rest < 1000) return sign + Math.round(rest) + 'µs';
      return sign + Number((rest / 1000).toFixed(rest < 10000 ? 1 : 0)) + 'ms';
    }
    const unit = Math.pow(10, 6 - (places === undefined ? 3 : places));
    rest = (places === undefined ? Math.round(rest / unit) : Math.floor(rest / unit + 1e-9)) * unit;
    let out = '';
    for (const [size, letter] of FRACTION) {
      const count = Math.floor(rest / size);
      if (count > 0) out += count + letter;
      rest -= count * size;
    }
    const seconds = rest / 1e6;
    if (places) out += seconds.toFixed(places) + 's';
    else if (seconds > 0 || out === '') out += Number(seconds.toFixed(3)) + 's';
    return sign + out;
  }

  function parseDuration(text) {
    const units = { d: 86400e6, h: 3600e6, m: 60e6, s: 1e6, ms: 1e3, 'µs': 1, us: 1 };
    let total = 0;
    let rest = text;
    while (rest) {
      const part = /^(\d+(?:\.\d+)?)(ms|us|µs|d|h|m|s)/.exec(rest);
      if (!part) return null;
      total += Number(part[1]) * units[part[2]];
      rest = rest.slice(part[0].length);
    }
    return total;
  }

  function clockText(us, places) {
    const date = new Date(us / 1000);
    if (isNaN(date)) return '';
    const text = date.toISOString();
    return text.slice(0, 10) + ' ' + text.slice(11, 19 + (places ? places + 1 : 0));
  }

  const KINDS = {
    ok: { rank: 0, words: '2xx' },
    pending: { rank: 1, words: 'no answer yet' },
    other: { rank: 2, words: 'another status' },
    missing: { rank: 3, words: '404' },
    client: { rank: 4, words: 'another 4xx' },
    abandoned: { rank: 5, words: 'given up by the client' },
    refused: { rank: 6, words: '403 or 429' },
    server: { rank: 7, words: '5xx' },
    fault: { rank: 8, words: 'no status sent' },
  };

  function kindOf(request) {
    if (request.outcome === 'abandoned') return 'abandoned';
    const status = request.status;
    if (status == null) return request.outcome === 'pending' ? 'pending' : 'fault';
    if (status >= 500) return 'server';
    if (status === 404) return 'missing';
    if (status === 403 || status === 429) return 'refused';
    if (status >= 400) return 'client';
    if (status >= 200 && status < 300) return 'ok';
    return 'other';
  }

  const STATES = ['DEPLOYING', 'DEPLOYED', 'FAILED', 'UNPROCESSABLE', 'other', 'unknown'];
  const MARKS = { DEPLOYING: '…', DEPLOYED: '✓', FAILED: '✕', UNPROCESSABLE: '⊘', other: '?', unknown: '–' };

  function stateOf(step) {
    if (!step.known) return 'unknown';
    return STATES.indexOf(step.status) >= 0 && step.status !== 'other' && step.status !== 'unknown' ? step.status : 'other';
  }

  function stateWords(step) {
    return step.known ? step.status : 'unknown to RackConnect';
  }

  function newLane(name, place) {
    return { name: name, label: name === null ? 'no server' : name, place: place, steps: [], future: [], waitsFor: null, requests: [], sourceIp: null, region: null };
  }

  class Model {
    constructor() {
      this.listeners = [];
      this.forgetAll();
      this.epoch = null;
      this.id = null;
    }

    forgetAll() {
      this.lanes = [];
      this.byName = new Map();
      this.requests = [];
      this.byNumber = new Map();
      this.instants = [];
      this.anchors = [];
      this.moves = [];
      this.incidents = [];
      this.scenario = { name: null, description: null, servers: 0 };
      this.began = null;
      this.received = 0;
      this.oldest = 1;
      this.lastForgotten = null;
      this.clock = { now: null, speed: 1, frozen: false, seen: 0 };
      this.report = null;
    }

    // Takes one document, and says what it changed.
    take(document) {
      const change = { reset: false, lanes: false, newLanes: false, added: [], touched: new Set(), dropped: 0 };
      if (document.epoch !== undefined && document.epoch !== this.epoch) {
        if (this.epoch !== null) change.reset = true;
        this.forgetAll();
        this.epoch = document.epoch;
      }
      if (document.id !== undefined) this.id = document.id;
      if (document.report) this.report = document.report;
      if (document.scenario) this.scenario = document.scenario;
      if (document.began) this.began = micros(document.began);
      if (document.clock) this.takeClock(document.clock);
      if (document.moves) {
        let before = 0;
        this.moves = document.moves.map((move) => {
          const read = { from: micros(move.from), to: micros(move.to), after: move.after, before: before };
          before += read.to - read.from;
          return read;
        });
      }
      if (document.received !== undefined) this.received = document.received;
      if (document.incidents) this.incidents = document.incidents.map(readIncident);
      if (document.servers) for (const lane of document.servers) this.takeLane(lane, change);
      if (document.requests) this.takeRequests(document.requests, change);
      if (document.oldest !== undefined) this.forgetBelow(document.oldest, change);
      if (this.requests.length > HELD) this.forgetBelow(this.requests[this.requests.length - HELD + CUT].number, change);
      if (change.newLanes) this.lanes.sort((a, b) => a.place - b.place);
      for (const listener of this.listeners) listener(change);
      return change;
    }

    takeClock(clock) {
      this.clock = { now: micros(clock.now), speed: clock.speed, frozen: clock.frozen, seen: performance.now() };
      const real = this.report ? micros(this.report.at) : Date.now() * 1000;
      if (real !== null) this.anchor(this.clock.now, real);
    }

    // The mock's time now.
    now() {
      const clock = this.clock;
      if (clock.frozen || this.report) return clock.now;
      return clock.now + (performance.now() - clock.seen) * 1000 * clock.speed;
    }

    // Remembers that a moment of the mock's time was a moment of real time; few enough stay.
    anchor(at, real) {
      const anchors = this.anchors;
      const i = firstIndex(anchors.length, (k) => anchors[k].real > real);
      const before = anchors[i - 1];
      const after = anchors[i];
      if ((before && (real < before.real + 20000 || at < before.at)) || (after && at > after.at)) return;
      anchors.splice(i, 0, { at: at, real: real });
      if (anchors.length > 4000) this.anchors = anchors.filter((anchor, k) => k % 2 === 0 || k > 3000);
    }

    lane(name) {
      let lane = this.byName.get(name);
      if (!lane) {
        lane = newLane(name, name === null ? Infinity : this.lanes.length);
        this.byName.set(name, lane);
        this.lanes.push(lane);
      }
      return lane;
    }

    takeLane(document, change) {
      const isNew = !this.byName.has(document.name);
      const lane = this.lane(document.name);
      const old = lane.steps;
      lane.place = document.place;
      lane.sourceIp = document.sourceIp;
      lane.region = document.region;
      lane.steps = document.steps.map(readStep);
      lane.future = (document.future || []).map(readStep);
      lane.waitsFor = document.waitsFor;
      let before = lane.steps[0] || lane.future[0];
      for (const steps of [lane.steps, lane.future]) {
        for (const step of steps) {
          step.gatewayMoves = step.gatewayIp !== before.gatewayIp;
          before = step;
        }
      }
      const fresh = [];
      for (let i = 0; i < lane.steps.length; i++) {
        if (i >= old.length || old[i].at !== lane.steps[i].at) fresh.push(lane.steps[i].at);
      }
      this.addInstants(fresh);
      change.lanes = true;
      if (isNew) change.newLanes = true;
      change.touched.add(lane);
    }

    addInstants(fresh) {
      const all = this.instants;
      if (fresh.length > 50) {
        this.instants = Array.from(new Set(all.concat(fresh))).sort((a, b) => a - b);
        return;
      }
      for (const at of fresh) {
        const i = firstIndex(all.length, (k) => all[k] >= at);
        if (all[i] !== at) all.splice(i, 0, at);
      }
    }

    takeRequests(documents, change) {
      for (const document of documents) {
        const held = this.byNumber.get(document.number);
        if (held) {
          Object.assign(held, document);
          held.kind = kindOf(held);
        } else if (document.number < this.oldest) {
          continue;
        } else {
          const request = Object.assign({}, document);
          request.t = micros(document.at);
          request.real = document.realAt ? micros(document.realAt) : request.t;
          request.kind = kindOf(request);
          const isNew = !this.byName.has(request.server);
          const lane = this.lane(request.server);
          if (isNew) change.newLanes = true;
          insert(this.requests, request);
          insert(lane.requests, request);
          this.byNumber.set(request.number, request);
          change.added.push(request);
          if (document.realAt) this.anchor(request.t, request.real);
        }
        change.touched.add(this.byName.get(document.server));
      }
    }

    // The time before which requests are forgotten; null if none is.
    forgottenUntil() {
      if (this.oldest <= 1) return null;
      return this.lastForgotten !== null ? this.lastForgotten : this.requests.length ? this.requests[0].t : this.clock.now;
    }

    forgetBelow(oldest, change) {
      if (oldest <= this.oldest) return;
      this.oldest = oldest;
      const all = this.requests;
      const cut = firstIndex(all.length, (i) => all[i].number >= oldest);
      const lanes = new Set();
      for (let i = 0; i < cut; i++) {
        this.byNumber.delete(all[i].number);
        lanes.add(this.byName.get(all[i].server));
      }
      for (const lane of lanes) {
        lane.requests.splice(0, firstIndex(lane.requests.length, (i) => lane.requests[i].number >= oldest));
      }
      if (cut > 0) this.lastForgotten = all[cut - 1].t;
      all.splice(0, cut);
      change.dropped += cut;
    }
  }

  function insert(list, request) {
    const last = list[list.length - 1];
    if (!last || last.number < request.number) list.push(request);
    else list.splice(firstIndex(list.length, (i) => list[i].number > request.number), 0, request);
  }

  function readStep(step) {
    const read = { at: micros(step.at), step: step.step, status: step.status, gatewayIp: step.gatewayIp, known: step.known !== false };
    read.state = stateOf(read);
    read.index = STATES.indexOf(read.state);
    return read;
  }

  function readIncident(incident) {
    return {
      name: incident.name, lasting: incident.lasting, added: incident.added,
      since: micros(incident.since), until: micros(incident.until), next: micros(incident.next),
      times: (incident.times || []).map((time) => ({ begin: micros(time.begin), end: micros(time.end) })),
    };
  }

  Object.assign(R, { Model, micros, firstIndex, duration, parseDuration, clockText, kindOf, KINDS, STATES, MARKS, stateWords });
})(RackConnect);
