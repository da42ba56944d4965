import { CfnNamedQuery, CfnPreparedStatement, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { DATABASE } from './domain/activity/activity-sql';
import { ATHENA } from './domain/activity/dialect';
import { savedQueries } from './domain/activity/saved-queries';

export interface ActivityQueriesProps {
  readonly workGroupName: string;
  readonly resultsName: string;
  readonly scanLimitBytes: number;
}

/** The workgroup that people ask in, with the questions that it knows: as saved queries for the console, as prepared statements for everything else. */
export class ActivityQueries extends Construct {
  public constructor(scope: Construct, id: string, { workGroupName, resultsName, scanLimitBytes }: ActivityQueriesProps) {
    super(scope, id);
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: workGroupName,
      description: 'Questions about who did what',
      state: 'ENABLED',
      workGroupConfiguration: {
        // whatever a client asks for itself, such as another place for answers, is not taken.
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitBytes,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: { outputLocation: `s3://${resultsName}/`, encryptionConfiguration: { encryptionOption: 'SSE_S3' } },
      },
    });
    for (const { name, description, parameters, sql } of savedQueries(ATHENA)) {
      const explained = `${description}. Parameters: ${parameters.join('; ')}`;
      const query = new CfnNamedQuery(this, `Query-${name}`, { database: DATABASE, workGroup: workGroupName, name, description: explained, queryString: sql });
      const statement = new CfnPreparedStatement(this, `Statement-${name}`, { workGroup: workGroupName, statementName: name, description: explained, queryStatement: sql });
      query.node.addDependency(workGroup);
      statement.node.addDependency(workGroup);
    }
  }
}
