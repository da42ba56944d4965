import type { AccountFacts } from '../../src/report/domain/report-model';

export const MANAGEMENT = '446805215924';
export const LOG_ARCHIVE = '617356972744';
export const AUDIT = '612114964892';

function account(id: string, name: string, unit: string, ...roles: string[]): AccountFacts {
  return { id, name, unit, status: 'ACTIVE', roles };
}

export const ACCOUNTS: readonly AccountFacts[] = [
  account(AUDIT, 'audit', 'Security', 'audit', 'identity'),
  account('312327604994', 'data', 'Workloads/Prod'),
  account('741614165250', 'dev', 'Workloads/NonProd'),
  account(MANAGEMENT, 'fin-management', '', 'management'),
  account('011958012252', 'ledger-preprod', 'Workloads/NonProd'),
  account('328687146181', 'ledger-prod', 'Workloads/Prod'),
  account(LOG_ARCHIVE, 'log-archive', 'Security', 'log archive'),
  account('326908994148', 'network', 'Infrastructure'),
  account('166151311065', 'payments-preprod', 'Workloads/NonProd'),
  account('722416603220', 'payments-prod', 'Workloads/Prod'),
  account('460321543374', 'sandbox', 'Sandbox'),
  account('683169441715', 'shared-services', 'Infrastructure'),
];

export const UNITS: Readonly<Record<string, string>> = {
  'Workloads': 'ou-mu07-civo6usn',
  'Workloads/Prod': 'ou-mu07-f6e9fxp5',
  'Workloads/NonProd': 'ou-mu07-y1wdu27u',
  'Infrastructure': 'ou-mu07-j2slnrx2',
  'Sandbox': 'ou-mu07-g1e5nlwx',
  'Security': 'ou-mu07-nvmmoedy',
};
