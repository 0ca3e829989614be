// The filter language of the page and of GET requests?q=: words such as server:web-* status:403 -op:gateway_ip text.
'use strict';
(function (R) {
  const FIELDS = {
    server: (r) => r.server, source: (r) => r.source, op: (r) => r.operation, status: (r) => r.status, answer: (r) => r.answer,
    reason: (r) => r.reason, incident: (r) => r.incident, method: (r) => r.method, format: (r) => r.format, step: (r) => r.step,
    state: (r) => r.automationStatus, outcome: (r) => r.outcome, number: (r) => r.number,
  };
  const TEXT = ['server', 'source', 'method', 'reason', 'answer', 'incident'];

  function split(text) {
    const words = [];
    let word = '';
    let quoted = false;
    let any = false;
    for (const character of text) {
      if (character === '"') {
        quoted = !quoted;
        any = true;
      } else if (!quoted && /\s/.test(character)) {
        if (any) words.push(word);
        word = '';
        any = false;
      } else {
        word += character;
        any = true;
      }
    }
    if (any) words.push(word);
    return words;
  }

  function matcher(value) {
    const lower = value.toLowerCase();
    if (lower.indexOf('*') < 0) return (text) => text === lower;
    const parts = lower.split('*');
    return (text) => {
      if (!text.startsWith(parts[0])) return false;
      let at = parts[0].length;
      for (let i = 1; i < parts.length - 1; i++) {
        at = text.indexOf(parts[i], at);
        if (at < 0) return false;
        at += parts[i].length;
      }
      const end = parts[parts.length - 1];
      return text.length - end.length >= at && text.endsWith(end);
    };
  }

  function fieldTest(key, value) {
    const matches = matcher(value);
    const field = FIELDS[key];
    return (request) => {
      const found = field(request);
      if (found == null) return false;
      const text = String(found).toLowerCase();
      if (matches(text)) return true;
      return key === 'reason' && text.indexOf(';') >= 0 && matches(text.slice(0, text.indexOf(';')).trim());
    };
  }

  function textTest(value) {
    const lower = value.toLowerCase();
    return (request) => {
      for (const key of TEXT) {
        const found = FIELDS[key](request);
        if (found != null && String(found).toLowerCase().indexOf(lower) >= 0) return true;
      }
      return request.target != null && request.target.toLowerCase().indexOf(lower) >= 0;
    };
  }

  // {empty, matches(request), showsLane(lane)}
  function parseFilter(text) {
    const wanted = new Map();
    const excluded = [];
    const texts = [];
    const laneWanted = [];
    const laneExcluded = [];
    for (let word of split(text)) {
      if (word === '-') continue;
      const minus = word.length > 1 && word[0] === '-';
      if (minus) word = word.slice(1);
      const colon = word.indexOf(':');
      const written = colon > 0 ? word.slice(0, colon).toLowerCase() : '';
      const key = written === 'operation' ? 'op' : written;
      const known = Object.prototype.hasOwnProperty.call(FIELDS, key);
      const value = known ? word.slice(colon + 1) : word;
      const test = known ? fieldTest(key, value) : textTest(value);
      if (minus) excluded.push(test);
      else if (!known) texts.push({ test: test, value: value.toLowerCase() });
      else wanted.set(key, (wanted.get(key) || []).concat(test));
      if (known && key === 'server') (minus ? laneExcluded : laneWanted).push(matcher(value));
    }
    const groups = Array.from(wanted.values());
    const matches = (request) => {
      for (const test of excluded) if (test(request)) return false;
      for (const text of texts) if (!text.test(request)) return false;
      for (const group of groups) if (!group.some((test) => test(request))) return false;
      return true;
    };
    const showsLane = (lane) => {
      const name = lane.label.toLowerCase();
      if (lane.name !== null || laneWanted.length) {
        if (laneWanted.length && !(lane.name !== null && laneWanted.some((m) => m(name)))) return false;
        if (lane.name !== null && laneExcluded.some((m) => m(name))) return false;
      }
      if (!texts.length || texts.every((text) => name.indexOf(text.value) >= 0)) return true;
      return lane.requests.some(matches);
    };
    return {
      empty: !groups.length && !texts.length && !excluded.length,
      choosesLanes: laneWanted.length + laneExcluded.length + texts.length > 0, usesText: texts.length > 0,
      matches: matches, showsLane: showsLane,
    };
  }

  // The filter with one term more, or without it if it is there.
  function toggleTerm(text, key, value) {
    const bare = String(value);
    const term = key + ':' + (/[\s"]/.test(bare) ? '"' + bare.replace(/"/g, '*') + '"' : bare);
    const at = (' ' + text + ' ').indexOf(' ' + term + ' ');
    if (at >= 0) return (text.slice(0, at) + text.slice(at + term.length + 1)).trim();
    return (text.trim() + ' ' + term).trim();
  }

  Object.assign(R, { parseFilter, toggleTerm });
})(RackConnect);
