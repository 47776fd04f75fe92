/** The host page: a frame for the course, and a button that takes it away as an LMS does. */
export const PLAIN_HOST_PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Plain host</title><link rel="icon" href="data:,"><script src="/host.js"></script></head>
  <body><button type="button" id="leave">Leave the course</button><iframe name="course" title="Course" width="900" height="500"></iframe></body>
</html>`;

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
addEventListener('DOMContentLoaded', () => {
  const frame = document.querySelector('iframe');
  frame.src = '/some/where/index.html';
  document.querySelector('#leave').addEventListener('click', () => (frame.src = 'about:blank'));
});
`;
