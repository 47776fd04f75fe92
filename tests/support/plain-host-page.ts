/** The host page: a frame for the course, and a button that takes it away as an LMS does. */
export const PLAIN_HOST_PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Plain host</title><link rel="icon" href="data:,"><script src="/host.js"></script></head>
  <body><button type="button" id="leave">Leave the course</button><iframe name="course" title="Course" width="900" height="500"></iframe></body>
</html>`;

/** Both hosts open the course in the frame, and take it away when the learner leaves. */
const PLAIN_HOST_FRAME = `addEventListener('DOMContentLoaded', () => {
  const frame = document.querySelector('iframe');
  frame.src = '/some/where/index.html';
  document.querySelector('#leave').addEventListener('click', () => (frame.src = 'about:blank'));
});
`;

/**
 * The host's own SCORM 1.2 run-time, written from the standard and from nothing of ours: it stores any value of a known
 * element, and keeps `window.host` for a test to read: `calls` as [function, arguments, answer], `values` as stored,
 * `committed` as last committed, `state`, and `refuse`, an error code that every commit answers with while it is set.
 * What was committed comes back after a reload, from sessionStorage.
 */
export const PLAIN_HOST_SCRIPT = `
const saved = JSON.parse(sessionStorage.getItem('committed') || '{}');
const start = { 'cmi.core.student_id': 's1', 'cmi.core.student_name': 'Doe, Jo', 'cmi.core.lesson_mode': 'normal', 'cmi.core.credit': 'credit',
  'cmi.core.lesson_status': 'not attempted', 'cmi.core.lesson_location': '', 'cmi.core.score.raw': '', 'cmi.core.total_time': '0000:00:00',
  'cmi.suspend_data': '', 'cmi.launch_data': '' };
const entry = Object.keys(saved).length === 0 ? 'ab-initio' : saved['cmi.core.exit'] === 'suspend' ? 'resume' : '';
const host = (window.host = { calls: [], values: { ...start, ...saved, 'cmi.core.entry': entry }, committed: saved, state: 'new', refuse: '', error: '0' });
const writable = /^cmi\\.(core\\.(lesson_status|lesson_location|exit|session_time|score\\.(raw|min|max))|suspend_data|comments|(objectives|interactions)\\.\\d+\\..+)$/;
const children = { 'cmi.core.score': 'raw,min,max', 'cmi.objectives': 'id,score,status',
  'cmi.interactions': 'id,objectives,time,type,correct_responses,weighting,student_response,result,latency' };
const count = (list) => new Set(Object.keys(host.values).filter((name) => name.startsWith(list + '.')).map((name) => name.split('.')[2])).size;
const fail = (code, answer = 'false') => ((host.error = code), answer);
const commit = () => {
  if (host.refuse) return fail(host.refuse);
  host.committed = { ...host.values };
  sessionStorage.setItem('committed', JSON.stringify(host.committed));
  return 'true';
};
const run = {
  LMSInitialize: () => (host.state === 'new' ? ((host.state = 'open'), 'true') : fail('101')),
  LMSFinish: () => { if (host.state !== 'open') return fail('301'); host.state = 'finished'; return commit(); },
  LMSCommit: () => (host.state === 'open' ? commit() : fail('301')),
  LMSGetValue: (name) => {
    if (host.state !== 'open') return fail('301', '');
    if (name.endsWith('._count')) return String(count(name.slice(0, -7)));
    if (name.endsWith('._children')) return children[name.slice(0, -10)] ?? fail('401', '');
    if (/^cmi\\.(interactions\\.|core\\.(exit|session_time))/.test(name)) return fail('404', '');
    return host.values[name] ?? fail('401', '');
  },
  LMSSetValue: (name, value) => {
    if (host.state !== 'open') return fail('301');
    if (!writable.test(name)) return fail(name in host.values ? '403' : '401');
    if (name === 'cmi.suspend_data' && value.length > 4096) return fail('405');
    host.values[name] = value;
    return 'true';
  },
};
window.API = { LMSGetLastError: () => host.error, LMSGetErrorString: (code) => 'error ' + code, LMSGetDiagnostic: () => '' };
for (const [name, call] of Object.entries(run)) {
  window.API[name] = (...args) => {
    host.error = '0';
    const answer = call(...args);
    host.calls.push([name, args, answer]);
    return answer;
  };
}
${PLAIN_HOST_FRAME}`;

/**
 * The same for SCORM 2004, written from its standard: each call out of the session has an error of its own, statuses
 * begin unknown, interactions can be read, and what was committed comes back only after an exit of `suspend`.
 */
export const PLAIN_HOST_SCRIPT_2004 = `
const stored = JSON.parse(sessionStorage.getItem('committed') || '{}');
const saved = stored['cmi.exit'] === 'suspend' ? stored : {};
delete saved['cmi.session_time'];
const start = { 'cmi.learner_id': 's1', 'cmi.learner_name': 'Doe, Jo', 'cmi.mode': 'normal', 'cmi.credit': 'credit', 'cmi.launch_data': '',
  'cmi.completion_status': 'unknown', 'cmi.success_status': 'unknown', 'cmi.total_time': 'PT0S', 'cmi.learner_preference.language': '' };
const entry = Object.keys(saved).length === 0 ? 'ab-initio' : 'resume';
const host = (window.host = { calls: [], values: { ...start, ...saved, 'cmi.entry': entry }, committed: stored, state: 'new', refuse: '', error: '0' });
const words = { 'cmi.completion_status': /^(completed|incomplete|not attempted|unknown)$/, 'cmi.success_status': /^(passed|failed|unknown)$/,
  'cmi.exit': /^(time-out|suspend|logout|normal|)$/, 'cmi.score.scaled': /^-?(0(\\.\\d+)?|1(\\.0+)?)$/, 'cmi.progress_measure': /^(0(\\.\\d+)?|1(\\.0+)?)$/,
  'cmi.session_time': /^PT[0-9.HMS]+$/ };
const writable = /^cmi\\.(completion_status|success_status|exit|location|suspend_data|session_time|progress_measure|score\\.(scaled|raw|min|max)|(objectives|interactions)\\.\\d+\\..+)$/;
const children = { 'cmi.score': 'scaled,raw,min,max', 'cmi.objectives': 'id,score,success_status,completion_status,progress_measure,description',
  'cmi.interactions': 'id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description' };
const count = (list) => new Set(Object.keys(host.values).filter((name) => name.startsWith(list + '.')).map((name) => name.slice(list.length + 1).split('.')[0])).size;
const fail = (code, answer = 'false') => ((host.error = code), answer);
const out = (before, after, answer) => fail(host.state === 'new' ? before : after, answer);
const commit = () => {
  if (host.refuse) return fail(host.refuse);
  host.committed = { ...host.values };
  sessionStorage.setItem('committed', JSON.stringify(host.committed));
  return 'true';
};
const run = {
  Initialize: () => (host.state === 'new' ? ((host.state = 'open'), 'true') : out('103', host.state === 'open' ? '103' : '104')),
  Terminate: () => { if (host.state !== 'open') return out('112', '113'); host.state = 'terminated'; return commit(); },
  Commit: () => (host.state === 'open' ? commit() : out('142', '143')),
  GetValue: (name) => {
    if (host.state !== 'open') return out('122', '123', '');
    if (name.endsWith('._count')) return String(count(name.slice(0, -7)));
    if (name.endsWith('._children')) return children[name.slice(0, -10)] ?? fail('401', '');
    if (/^cmi\\.(exit|session_time)$/.test(name)) return fail('405', '');
    return host.values[name] ?? fail('403', '');
  },
  SetValue: (name, value) => {
    if (host.state !== 'open') return out('132', '133');
    if (!writable.test(name)) return fail(name in host.values ? '404' : '401');
    const row = /^(cmi\\.(objectives|interactions)\\.(\\d+))\\.(.+)$/.exec(name);
    if (row && Number(row[3]) > count('cmi.' + row[2])) return fail('351');
    if (row && row[4] !== 'id' && !(row[1] + '.id' in host.values)) return fail('408');
    if (row && /response/.test(row[4]) && !(row[1] + '.type' in host.values)) return fail('408');
    if (words[name] && !words[name].test(value)) return fail('406');
    host.values[name] = value;
    return 'true';
  },
};
window.API_1484_11 = { GetLastError: () => host.error, GetErrorString: (code) => 'error ' + code, GetDiagnostic: () => '' };
for (const [name, call] of Object.entries(run)) {
  window.API_1484_11[name] = (...args) => {
    host.error = '0';
    const answer = call(...args);
    host.calls.push([name, args, answer]);
    return answer;
  };
}
${PLAIN_HOST_FRAME}`;
