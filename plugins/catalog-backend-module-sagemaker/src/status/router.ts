import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  IngestionListingDetails,
  IngestionOverview,
  INGESTION_TYPES,
  LISTING_STATES,
  sagemakerIngestionReadPermission,
  sagemakerIngestionSweepPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { UnknownOwners } from '../ingestion/UnknownOwners';
import { Listings } from '../store/Listings';
import { ingestionOverview, toIngestionListing } from './overview';

const listOf = <T extends z.ZodTypeAny>(item: T) =>
  z.preprocess(
    value => (value === undefined ? [] : [value].flat()),
    z.array(item),
  );

const overviewQuery = z
  .object({
    state: listOf(z.enum(LISTING_STATES)),
    type: listOf(z.enum(INGESTION_TYPES)),
    search: z.string().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(500).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  })
  .strict();

const sweepRequest = z
  .object({ listings: z.array(z.string()).min(1).max(1000).optional() })
  .strict();

function parse<T extends z.ZodTypeAny>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${issue.path.join('.') || 'request'}: ${issue.message}`,
    );
  }
  return result.data;
}

/** How the ingestion stands, for platform owners, and a way to have it run now. */
export function createRouter(options: {
  listings: Listings;
  unknownOwners: UnknownOwners;
  /** The longest that a sweep takes; a listing cannot be running for longer. */
  timeoutMs: number;
  /** Starts a sweep unless one is running. */
  triggerSweep: () => Promise<void>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}): Router {
  const { listings, unknownOwners, timeoutMs, triggerSweep } = options;
  const router = PromiseRouter();
  router.use('/sagemaker/ingestion', express.json());

  async function authorize(req: Request, permission: BasicPermission) {
    const credentials = await options.httpAuth.credentials(req);
    const [{ result }] = await options.permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} for this`,
      );
    }
  }

  router.get('/sagemaker/ingestion', async (req, res) => {
    await authorize(req, sagemakerIngestionReadPermission);
    const { state, type, ...query } = parse(overviewQuery, req.query);
    const overview: IngestionOverview = ingestionOverview({
      listings: await listings.list(),
      unknownOwners: await unknownOwners.list(),
      runningNotBefore: Date.now() - timeoutMs,
      query: { ...query, states: state, types: type },
    });
    res.json(overview);
  });

  router.get('/sagemaker/ingestion/listings/:id', async (req, res) => {
    await authorize(req, sagemakerIngestionReadPermission);
    const { id } = req.params;
    const listing = await listings.get(id);
    if (!listing) {
      throw new NotFoundError(`There is no listing '${id}'`);
    }
    const { skipped, heldBack } = await listings.findings(id);
    const details: IngestionListingDetails = {
      ...toIngestionListing(listing, Date.now() - timeoutMs),
      skippedResources: skipped,
      heldBackResources: heldBack,
    };
    res.json(details);
  });

  router.post('/sagemaker/ingestion/sweep', async (req, res) => {
    await authorize(req, sagemakerIngestionSweepPermission);
    const { listings: ids } = parse(sweepRequest, req.body ?? {});
    const audit = await options.auditor.createEvent({
      eventId: 'sagemaker-ingestion-sweep',
      severityLevel: 'low',
      request: req,
      meta: { listings: ids ?? 'all' },
    });
    try {
      for (const id of ids ?? []) {
        if (!(await listings.get(id))) {
          throw new InputError(`There is no listing '${id}'`);
        }
      }
      const due = await listings.makeDue(ids);
      await triggerSweep();
      await audit.success({ meta: { due } });
      res.status(202).json({ due });
    } catch (error) {
      await audit.fail({ error: toError(error) });
      throw error;
    }
  });

  return router;
}
