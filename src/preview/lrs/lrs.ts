import { createHash, randomUUID } from 'node:crypto';
import { Documents } from './documents.ts';
import { answer, jsonOf, LrsError, type LrsRequest, type LrsResponse } from './http.ts';
import { queryStatements } from './statement-query.ts';
import { refusal, type LrsStatement } from './statement-schema.ts';

/** What may be done with a statement or a document before it is taken: cmi5 has rules of its own. Throws LrsError to refuse. */
export interface Guard {
  statement(statement: LrsStatement, request: LrsRequest): void;
  document(request: LrsRequest, resource: string): void;
}

export interface LrsOptions {
  guard?: Guard;
  now?: () => Date;
  /** Path of the endpoint on its host; ends in a slash. */
  base?: string;
  /** Whether a value of the Authorization header opens this LRS; without this, any does. */
  admits?: (authorization: string) => boolean;
}

/**
 * A small LRS (xAPI 1.0.3) as a function from request to response, with its memory. It shares no code with the
 * course's adapters: it reads the same specification from the other side.
 */
export class MemoryLrs {
  readonly statements: LrsStatement[] = [];
  readonly documents = new Documents();
  private readonly options: LrsOptions;

  constructor(options: LrsOptions = {}) {
    this.options = options;
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

  /** Stores a statement of the LMS's own, and gives its id: no guard is asked. @throws LrsError when it is no statement */
  tell(statement: object): string {
    return this.storeOne(statement);
  }

  /** Forgets what belongs to a registration. */
  forget(registration: string): void {
    const kept = this.statements.filter((each) => each.context?.registration !== registration);
    this.statements.splice(0, this.statements.length, ...kept);
    this.documents.forget(registration);
  }

  private route(request: LrsRequest): LrsResponse {
    if (request.method === 'OPTIONS') return answer(204);
    if (request.path === 'about') return answer(200, { version: ['1.0.3'] });
    const version = request.headers['x-experience-api-version'] ?? '';
    if (!/^1\.0(\.\d+)?$/.test(version)) throw new LrsError(400, 'X-Experience-API-Version must be 1.0.3.');
    const authorization = request.headers['authorization'];
    if (!authorization || this.options.admits?.(authorization) === false)
      throw new LrsError(401, 'Authorization is missing, or opens nothing here.');
    if (request.path === 'statements') return this.statementsResource(request);
    if (!Documents.knows(request.path)) throw new LrsError(404, `There is no resource "${request.path}".`);
    this.options.guard?.document(request, request.path);
    return this.documents.handle(request);
  }

  private statementsResource(request: LrsRequest): LrsResponse {
    switch (request.method) {
      case 'PUT': {
        const id = request.query.get('statementId');
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
      case 'GET':
        return answer(
          200,
          queryStatements(this.statements, request.query, `${this.options.base ?? '/xapi/'}statements`),
        );
      default:
        throw new LrsError(405, `Statements know no ${request.method}.`);
    }
  }

  /** All or none (part 3, 2.1.2): a batch with one bad statement stores nothing. */
  private store(sent: unknown[], request: LrsRequest): string[] {
    const ids = sent.flatMap((each) => (each as { id?: string } | null)?.id ?? []);
    if (new Set(ids).size < ids.length) throw new LrsError(400, 'Two statements of the batch have the same id.');
    const before = this.statements.length;
    try {
      return sent.map((each) => this.storeOne(each, request));
    } catch (error) {
      this.statements.length = before;
      throw error;
    }
  }

  private storeOne(sent: unknown, request?: LrsRequest): string {
    const why = refusal(sent);
    if (why) throw new LrsError(400, `The statement is refused: ${why}.`);
    const stamp = (this.options.now?.() ?? new Date()).toISOString();
    const { id = randomUUID(), timestamp } = sent as Partial<LrsStatement>;
    const there = this.statements.find((other) => other.id === id);
    const statement = {
      ...(sent as LrsStatement),
      id,
      timestamp: timestamp ?? there?.timestamp ?? stamp,
      stored: stamp,
    };
    if (there && !same(there, statement)) throw new LrsError(409, `Another statement has the id ${id}.`);
    if (there) return id;
    if (request) this.options.guard?.statement(statement, request);
    this.statements.push(statement);
    return id;
  }
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
