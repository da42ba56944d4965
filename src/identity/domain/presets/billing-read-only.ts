import { EIGHT_HOURS, type Preset } from './preset';

/** Costs and invoices, and nothing of what causes them. */
export function billingReadOnly(): Preset {
  return {
    name: 'BillingReadOnly',
    description: 'Costs, budgets and invoices, without changing any of them',
    sessionMinutes: EIGHT_HOURS,
    managedPolicies: ['AWSBillingReadOnlyAccess'], // AWS's own list of what the billing console asks to show something.
    statements: [{
      Sid: 'CostsInDetail',
      Effect: 'Allow',
      Action: [
        'bcm-data-exports:Get*', 'bcm-data-exports:List*', 'ce:Describe*', 'ce:Get*', 'ce:List*', 'cost-optimization-hub:Get*', 'cost-optimization-hub:List*', 'pricing:*',
        'savingsplans:Describe*',
      ],
      Resource: '*', // costs are those of the whole account.
    }],
    work: ['ce:GetCostAndUsage', 'invoicing:ListInvoiceSummaries', 'billing:GetBillingData'],
  };
}
