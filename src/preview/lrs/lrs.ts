import { createHash, randomUUID } from 'node:crypto';
import { Documents } from './documents.ts';
import { answer, jsonOf, LrsError, type LrsRequest, type LrsResponse } from './http.ts';
import { Agent, refusal, type LrsStatement } from './statement-schema.ts';

/** What may be done with a statement or a document before it is taken: cmi5 has rules of its own. Throws LrsError to refuse. */
export interface Guard {
  statement(statement: LrsStatement, request: LrsRequest): void;
  document(request: LrsRequest, resource: string): void;
}

const PAGE = 25;

/**
 * A small LRS (xAPI 1.0.3) as a function from request to response, with its memory. It shares no code with the
 * course's adapters: it reads the same specification from the other side.
 */
export class MemoryLrs {
  readonly statements: LrsStatement[] = [];
  readonly documents = new Documents();
  private readonly guard: Guard | undefined;
  private readonly now: () => Date;

  constructor(options: { guard?: Guard; now?: () => Date } = {}) {
    this.guard = options.guard;
    this.now = options.now ?? (() => new Date());
  }

  /** Answers a request; never throws. `path` is what follows the endpoint. */
  handle(request: LrsRequest): LrsResponse {
    try {
      return this.route(request);
    } catch (error) {
      if (error instanceof LrsError) return answer(error.status, { error: error.message });
      throw error;
    }
  }

  private route(request: LrsRequest): LrsResponse {
    if (request.method === 'OPTIONS') return answer(204);
    if (request.path === 'about') return answer(200, { version: ['1.0.3'] });
    const version = request.headers['x-experience-api-version'] ?? '';
    if (!/^1\.0(\.\d+)?$/.test(version)) throw new LrsError(400, 'X-Experience-API-Version must be 1.0.3.');
    switch (request.path) {
      case 'statements':
        return this.statementsResource(request);
      case 'activities/state':
      case 'activities/profile':
      case 'agents/profile':
        this.guard?.document(request, request.path);
        return this.documents.handle(request, readAgent(request));
      default:
        throw new LrsError(404, `There is no resource "${request.path}".`);
    }
  }

  private statementsResource(request: LrsRequest): LrsResponse {
    const id = request.query.get('statementId');
    switch (request.method) {
      case 'PUT': {
        if (!id) throw new LrsError(400, 'PUT statements needs statementId.');
        const sent = jsonOf(request) as { id?: string };
        if (sent.id !== undefined && sent.id !== id) throw new LrsError(400, 'statementId and id differ.');
        this.store([{ ...sent, id }], request);
        return answer(204);
      }
      case 'POST': {
        const sent = jsonOf(request);
        return answer(200, this.store(Array.isArray(sent) ? sent : [sent], request));
      }
      case 'GET': {
        if (!id) return answer(200, this.page(request.query));
        const found = this.statements.find((each) => each.id === id);
        if (!found) throw new LrsError(404, `There is no statement ${id}.`);
        return answer(200, found);
      }
      default:
        throw new LrsError(405, `Statements know no ${request.method}.`);
    }
  }

  /** All or none (part 3, 2.1.2): a batch with one bad statement stores nothing. */
  private store(sent: unknown[], request: LrsRequest): string[] {
    const before = this.statements.length;
    try {
      return sent.map((each) => this.storeOne(each, request));
    } catch (error) {
      this.statements.length = before;
      throw error;
    }
  }

  private storeOne(sent: unknown, request: LrsRequest): string {
    const why = refusal(sent);
    if (why) throw new LrsError(400, `The statement is refused: ${why}.`);
    const stamp = this.now().toISOString();
    const statement = { id: randomUUID(), timestamp: stamp, ...(sent as object), stored: stamp } as LrsStatement;
    const there = this.statements.find((other) => other.id === statement.id);
    if (there && !same(there, statement)) throw new LrsError(409, `Another statement has the id ${statement.id}.`);
    if (there) return statement.id;
    this.guard?.statement(statement, request);
    this.statements.push(statement);
    return statement.id;
  }

  private page(query: URLSearchParams): object {
    const agent = query.get('agent');
    const asked = { verb: query.get('verb'), activity: query.get('activity'), registration: query.get('registration') };
    const found = this.statements.filter(
      (each) =>
        (asked.verb === null || each.verb.id === asked.verb) &&
        (asked.activity === null || each.object.id === asked.activity) &&
        (asked.registration === null || each.context?.registration === asked.registration) &&
        (agent === null || agentKey(each.actor) === agentKey(JSON.parse(agent) as object)),
    );
    if (query.get('ascending') !== 'true') found.reverse();
    const from = Number(query.get('from') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 0) || PAGE, PAGE);
    const rest = new URLSearchParams(query);
    rest.set('from', String(from + limit));
    return {
      statements: found.slice(from, from + limit),
      more: found.length > from + limit ? `statements?${rest}` : '',
    };
  }
}

/** Whoever a document belongs to, as one comparable text; '' where the resource names nobody. */
function readAgent(request: LrsRequest): string {
  const text = request.query.get('agent');
  if (text === null) return '';
  const parsed = Agent.safeParse(JSON.parse(text));
  if (!parsed.success) throw new LrsError(400, 'agent names nobody, or in two ways.');
  return agentKey(parsed.data);
}

/** An agent is its identifier, whatever name stands beside it. */
export function agentKey(agent: object): string {
  const { mbox, mbox_sha1sum, openid, account } = agent as Record<string, unknown>;
  return JSON.stringify([mbox, mbox_sha1sum, openid, account]);
}

function same(a: LrsStatement, b: LrsStatement): boolean {
  const hash = ({ stored: _stored, ...rest }: LrsStatement) => createHash('sha1').update(sorted(rest)).digest('hex');
  return hash(a) === hash(b);
}

/** JSON that does not depend on the order of keys. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
