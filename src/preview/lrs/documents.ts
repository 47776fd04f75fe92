import { createHash } from 'node:crypto';
import { answer, jsonOf, LrsError, type LrsRequest, type LrsResponse } from './http.ts';

interface Document {
  content: string;
  type: string;
}

/** State and profile documents (xAPI part 3, 2.2 to 2.7), with their tags and preconditions. */
export class Documents {
  private readonly all = new Map<string, Document>();

  /** Stores a document as the LMS itself does, past every precondition. */
  put(key: DocumentKey, content: unknown): void {
    this.all.set(keyText(key), { content: JSON.stringify(content), type: 'application/json' });
  }

  get(key: DocumentKey): unknown {
    const found = this.all.get(keyText(key));
    return found && JSON.parse(found.content);
  }

  /** `agent` is the agent of the query as a comparable text. @throws LrsError */
  handle(request: LrsRequest, agent: string): LrsResponse {
    const { query, path: resource } = request;
    const id = query.get(resource === 'activities/state' ? 'stateId' : 'profileId');
    if (!id) throw new LrsError(400, 'The document needs an id: stateId or profileId.');
    const key = keyText({
      resource,
      agent,
      activity: query.get('activityId') ?? '',
      registration: query.get('registration') ?? '',
      id,
    });
    const found = this.all.get(key);
    if (request.method === 'GET') {
      if (!found) throw new LrsError(404, `There is no document "${id}".`);
      return answer(200, found.content, { etag: etagOf(found), 'content-type': found.type });
    }
    precondition(request, found, resource !== 'activities/state');
    switch (request.method) {
      case 'DELETE':
        this.all.delete(key);
        return answer(204);
      case 'PUT':
        return this.write(key, request, request.body);
      case 'POST':
        // Top-level keys are merged (part 3, 2.2).
        return this.write(
          key,
          request,
          JSON.stringify({ ...(JSON.parse(found?.content ?? '{}') as object), ...(jsonOf(request) as object) }),
        );
      default:
        throw new LrsError(405, `Documents know no ${request.method}.`);
    }
  }

  private write(key: string, request: LrsRequest, content: string): LrsResponse {
    const document = { content, type: request.headers['content-type'] ?? 'application/octet-stream' };
    this.all.set(key, document);
    return answer(204, undefined, { etag: etagOf(document) });
  }
}

/** Where a document stands; texts that are not asked for are ''. */
export interface DocumentKey {
  resource: string;
  agent: string;
  activity: string;
  registration: string;
  id: string;
}

const keyText = ({ resource, agent, activity, registration, id }: DocumentKey): string =>
  JSON.stringify([resource, agent, activity, registration, id]);

const etagOf = ({ content }: Document): string => `"${createHash('sha1').update(content).digest('hex')}"`;

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
