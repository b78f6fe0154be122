import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import fs from 'fs-extra';
import request from 'supertest';
import yaml from 'yaml';

const TEMPLATES = resolve(__dirname, '../../../../templates');
export const ALL_TEMPLATES = resolve(TEMPLATES, 'all-templates.yaml');
export const USE_CASE_FOLDER = resolve(TEMPLATES, 'ml-use-case');
const POLL_MS = 50;

export type Inference = 'realtime' | 'batch';

/** The template as the catalog would have read it from its file. */
export function templateEntity(inference: Inference = 'realtime'): Entity {
  const file = resolve(USE_CASE_FOLDER, `${inference}.yaml`);
  const template: Entity = yaml.parse(fs.readFileSync(file, 'utf8'));
  return {
    ...template,
    metadata: {
      ...template.metadata,
      namespace: 'default',
      annotations: { [ANNOTATION_LOCATION]: `file:${file}` },
    },
  };
}

export interface TaskResult {
  status: string;
  log: string[];
  output: {
    links?: { title: string; url?: string; entityRef?: string }[];
    text?: { title: string; content: string }[];
  };
  error?: { name: string; message: string };
}

export interface DryRun {
  log: object[];
  /** What is in the workspace at the end. */
  directoryContents: { path: string; base64Content: string }[];
  output: TaskResult['output'];
}

/** The scaffolder's HTTP API, as its frontend uses it. */
export class Scaffolder {
  private readonly agent: ReturnType<typeof request>;

  constructor(backend: TestBackend) {
    this.agent = request(backend.server);
  }

  private post(path: string, body: object) {
    return this.agent
      .post(`/api/scaffolder/v2/${path}`)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
  }

  private get(path: string) {
    return this.agent
      .get(`/api/scaffolder/v2/${path}`)
      .set('Authorization', mockCredentials.user.header());
  }

  async create(
    values: object,
    template = 'ml-use-case-realtime',
  ): Promise<string> {
    const templateRef = `template:default/${template}`;
    const response = await this.post('tasks', { templateRef, values });
    if (response.status !== 201) {
      throw new Error(`${response.status} ${response.text}`);
    }
    return response.body.id;
  }

  async retry(taskId: string): Promise<void> {
    const response = await this.post(`tasks/${taskId}/retry`, {});
    if (response.status !== 201) {
      throw new Error(`${response.status} ${response.text}`);
    }
  }

  async finished(taskId: string): Promise<TaskResult> {
    for (;;) {
      const { status } = (await this.get(`tasks/${taskId}`)).body;
      if (['completed', 'failed', 'cancelled'].includes(status)) {
        const events: {
          type: string;
          body: Pick<TaskResult, 'error' | 'output'> & { message: string };
        }[] = (await this.get(`tasks/${taskId}/events`)).body;
        const completion = events.find(({ type }) => type === 'completion');
        return {
          status,
          log: events.map(({ body }) => body.message),
          output: completion?.body.output ?? {},
          error: completion?.body.error,
        };
      }
      await sleep(POLL_MS);
    }
  }

  async dryRun(
    values: object,
    inference: Inference = 'realtime',
  ): Promise<DryRun> {
    const response = await this.post('dry-run', {
      template: templateEntity(inference),
      values,
      directoryContents: skeletonFiles(USE_CASE_FOLDER),
    });
    if (response.status !== 200) {
      throw new Error(`${response.status} ${response.text}`);
    }
    return response.body;
  }
}

function skeletonFiles(root: string, folder = '.') {
  return fs
    .readdirSync(resolve(root, folder), { withFileTypes: true })
    .flatMap((entry): { path: string; base64Content: string }[] => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory()
        ? skeletonFiles(root, path)
        : [
            {
              path,
              base64Content: fs.readFileSync(resolve(root, path), 'base64'),
            },
          ];
    });
}
