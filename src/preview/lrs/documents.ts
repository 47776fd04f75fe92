import { createHash } from 'node:crypto';
import { readAgent } from './agent.ts';
import { answer, jsonOf, LrsError, parsed, type LrsRequest, type LrsResponse } from './http.ts';

interface Document {
  key: DocumentKey;
  content: string;
  type: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Where a document stands; texts that are not asked for are ''. */
export interface DocumentKey {
  resource: string;
  agent: string;
  activity: string;
  registration: string;
  id: string;
}

/** A document as the LMS shows it to people. */
export interface ShownDocument {
  id: string;
  content: string;
  etag: string;
  at: number;
}

/** What each resource must be asked with; the id of the document comes on top. Source: xAPI 1.0.3, part 3, 2.3 to 2.7. */
const resources: Record<string, { needs: readonly string[]; id: 'stateId' | 'profileId' }> = {
  'activities/state': { needs: ['activityId', 'agent'], id: 'stateId' },
  'activities/profile': { needs: ['activityId'], id: 'profileId' },
  'agents/profile': { needs: ['agent'], id: 'profileId' },
};

/** State and profile documents (xAPI part 3, 2.2 to 2.7), with their tags and preconditions. */
export class Documents {
  private readonly all = new Map<string, Document>();

  /** Whether a path of the LRS is a kind of document. */
  static knows(path: string): boolean {
    return Object.hasOwn(resources, path);
  }

  /** Stores a document as the LMS itself does, past every precondition; without content there is none. */
  put(key: DocumentKey, content: unknown): void {
    if (content === undefined) this.all.delete(keyText(key));
    else this.write(key, JSON.stringify(content), 'application/json');
  }

  get(key: DocumentKey): unknown {
    const found = this.all.get(keyText(key));
    return found && JSON.parse(found.content);
  }

  /** Forgets the documents of a registration. */
  forget(registration: string): void {
    for (const [text, { key }] of this.all) if (key.registration === registration) this.all.delete(text);
  }

  /** State documents of a learner's registration. */
  states(agent: string, registration: string): ShownDocument[] {
    return [...this.all.values()]
      .filter(({ key }) => key.resource === 'activities/state' && key.agent === agent)
      .filter(({ key }) => key.registration === registration)
      .map((each) => ({ id: each.key.id, content: each.content, etag: etagOf(each), at: each.at }));
  }

  /** @throws LrsError */
  handle(request: LrsRequest): LrsResponse {
    const key = keyOf(request);
    if (key.id === '') return this.handleMany(request, key);
    const found = this.all.get(keyText(key));
    if (request.method === 'GET') {
      if (!found) throw new LrsError(404, `There is no document "${key.id}".`);
      const modified = new Date(found.at).toUTCString();
      return answer(200, found.content, {
        etag: etagOf(found),
        'last-modified': modified,
        'content-type': found.type,
      });
    }
    precondition(request, found, key.resource !== 'activities/state');
    const type = request.headers['content-type'] ?? 'application/octet-stream';
    switch (request.method) {
      case 'DELETE':
        this.all.delete(keyText(key));
        return answer(204);
      case 'PUT':
        return this.write(key, request.body, type);
      case 'POST':
        return this.write(key, found ? merged(found, request) : request.body, type);
      default:
        throw new LrsError(405, `Documents know no ${request.method}.`);
    }
  }

  /** Without an id: the ids of all, or, of a learner's state, the end of all. */
  private handleMany({ method, query }: LrsRequest, key: DocumentKey): LrsResponse {
    const since = Date.parse(query.get('since') ?? '') || 0;
    const { resource, agent, activity, registration } = key;
    const theirs = [...this.all.values()].filter(
      ({ key: at }) =>
        at.resource === resource &&
        at.agent === agent &&
        at.activity === activity &&
        (registration === '' || at.registration === registration),
    );
    if (method === 'GET')
      return answer(
        200,
        theirs.filter(({ at }) => at > since).map((each) => each.key.id),
      );
    if (method !== 'DELETE' || resource !== 'activities/state')
      throw new LrsError(400, 'The document needs an id: stateId or profileId.');
    for (const each of theirs) this.all.delete(keyText(each.key));
    return answer(204);
  }

  private write(key: DocumentKey, content: string, type: string): LrsResponse {
    const document = { key, content, type, at: Date.now() };
    this.all.set(keyText(key), document);
    return answer(204, undefined, { etag: etagOf(document) });
  }
}

const keyText = ({ resource, agent, activity, registration, id }: DocumentKey): string =>
  JSON.stringify([resource, agent, activity, registration, id]);

function keyOf({ path, query }: LrsRequest): DocumentKey {
  const { needs = [], id = 'stateId' } = resources[path] ?? {};
  for (const name of needs) {
    if (!query.get(name)) throw new LrsError(400, `${path} needs ${needs.join(' and ')}.`);
  }
  return {
    resource: path,
    agent: readAgent(query) ?? '',
    activity: query.get('activityId') ?? '',
    registration: query.get('registration') ?? '',
    id: query.get(id) ?? '',
  };
}

/** The tag is the quoted SHA-1 of the content (part 3, 3.1). */
const etagOf = ({ content }: Document): string => `"${createHash('sha1').update(content).digest('hex')}"`;

/** POST onto a document merges top-level keys, if both are JSON objects (part 3, 2.2). */
function merged({ content, type, key }: Document, request: LrsRequest): string {
  const sent = jsonOf(request);
  const there = type.startsWith('application/json') ? parsed(content, `The document "${key.id}"`) : null;
  for (const each of [there, sent]) {
    if (typeof each !== 'object' || each === null || Array.isArray(each))
      throw new LrsError(400, 'Only JSON objects can be merged.');
  }
  return JSON.stringify({ ...(there as object), ...(sent as object) });
}

/** If-Match and If-None-Match are honoured everywhere; profiles demand one of them (part 3, 3.1). */
function precondition(request: LrsRequest, found: Document | undefined, demanded: boolean): void {
  const match = request.headers['if-match'];
  const none = request.headers['if-none-match'];
  if (match !== undefined && (!found || (match !== '*' && !match.includes(etagOf(found)))))
    throw new LrsError(412, 'The document has changed.');
  if (none !== undefined && found && (none === '*' || none.includes(etagOf(found))))
    throw new LrsError(412, 'There is such a document already.');
  if (demanded && request.method === 'PUT' && match === undefined && none === undefined)
    throw new LrsError(found ? 409 : 400, 'A profile is written with If-Match or If-None-Match only.');
}
