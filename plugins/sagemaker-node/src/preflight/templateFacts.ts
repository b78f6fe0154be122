import {
  PreflightFinding,
  TemplateParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';
import { CallOptions } from '../readers';
import { LaunchableProduct, ProjectWriter } from '../writers';
import { Choice, choosePath, chooseVersion } from './productChoice';
import { readOr } from './readOr';

/** A template and what of it to launch, as a person names it. */
export interface TemplateWish {
  /** `servicecatalog:<productId>` or `s3:<bucket>/<key>`. */
  templateId: string;
  /** Of a product: id or name. */
  version?: string;
  /** Of a product: id or portfolio. */
  launchPath?: string;
}

/** What AWS knows of a template, as far as nothing stands in the way of reading it. */
export interface TemplateFacts {
  /** Of Service Catalog; undefined for a template in S3. */
  product?: LaunchableProduct;
  artifactId?: string;
  pathId?: string;
  parameters?: TemplateParameter[];
  findings: PreflightFinding[];
}

/**
 * Reads a template and chooses version and launch path. Throws what a second try
 * may mend, such as a throttled call.
 */
export async function readTemplate(
  projects: Pick<ProjectWriter, 'product' | 'parameters'>,
  target: Target,
  wish: TemplateWish,
  options?: CallOptions & {
    /** Version that a project has, which it may keep when it is deprecated. */
    currentArtifactId?: string;
  },
): Promise<TemplateFacts> {
  const findings: PreflightFinding[] = [];
  const chosen = await choose(projects, target, wish, findings, options);
  if (findings.length) {
    // What the parameters are depends on version and path.
    return { ...chosen, findings };
  }
  const { value, problem } = await readOr(`template ${wish.templateId}`, () =>
    projects.parameters(
      target,
      {
        templateId: wish.templateId,
        artifactId: chosen.artifactId,
        pathId: chosen.pathId,
      },
      options,
    ),
  );
  if (problem !== undefined) {
    findings.push({ field: 'template', message: problem });
  }
  return { ...chosen, parameters: value, findings };
}

async function choose(
  projects: Pick<ProjectWriter, 'product'>,
  target: Target,
  wish: TemplateWish,
  findings: PreflightFinding[],
  options?: CallOptions & { currentArtifactId?: string },
): Promise<Pick<TemplateFacts, 'product' | 'artifactId' | 'pathId'>> {
  const [, productId] = /^servicecatalog:(.+)$/.exec(wish.templateId) ?? [];
  if (!productId) {
    if (wish.version || wish.launchPath) {
      findings.push({
        field: wish.version ? 'version' : 'launchPath',
        message:
          'version, launch path: a template in S3 has neither; name another object instead',
      });
    }
    return {};
  }
  const { value: product, problem } = await readOr(`product ${productId}`, () =>
    projects.product(target, productId, options),
  );
  if (problem !== undefined) {
    findings.push({ field: 'template', message: problem });
    return {};
  }
  const take = (field: 'version' | 'launchPath', choice: Choice) => {
    if (choice.finding !== undefined) {
      findings.push({ field, message: choice.finding });
      return undefined;
    }
    return choice.id;
  };
  return {
    product,
    artifactId: take(
      'version',
      chooseVersion(product.versions, wish.version, options?.currentArtifactId),
    ),
    pathId: take('launchPath', choosePath(product.paths, wish.launchPath)),
  };
}
