import { HttpRoute, Service } from '../../core/service';
import { World } from '../../core/world';
import { cloudformation } from './cloudformation';
import { codecommit } from './codecommit';
import { gitOverHttp } from './codecommit/gitHttp';
import { codepipeline } from './codepipeline';
import { connections } from './connections';
import { dynamodb } from './dynamodb';
import { eventbridge } from './eventbridge';
import { forwardEvents } from './eventbridge/forwarding';
import { iam } from './iam';
import { logs } from './logs';
import { monitoring } from './monitoring';
import { s3 } from './s3';
import { serviceCatalog } from './servicecatalog';
import { sqs } from './sqs';

/** Every service but SageMaker and STS, and the forwarding of events. */
export function createPlatformServices(world: World): Service[] {
  forwardEvents(world);
  return [
    cloudformation,
    codecommit,
    codepipeline,
    connections,
    dynamodb,
    eventbridge,
    iam,
    logs,
    monitoring,
    s3,
    serviceCatalog,
    sqs,
  ];
}

export const platformRoutes: HttpRoute[] = [gitOverHttp];
