/** What the form of a requisition is drawn from. */
export type Option = { value: string; label: string };

export type RequisitionFormData = {
  program: { clientId: string; clientName: string; currency: string };
  job: {
    id: string;
    code: string;
    title: string;
    minEducation: string | null;
    minYears: number | null;
    /** What the card allows on the day the form is about; null where it has no rate then. */
    maxBillRate: string | null;
    medianRate: string | null;
  };
  sites: Option[];
  departments: Option[];
  managers: Option[];
  costCenters: Option[];
  values: {
    id: string;
    title: string;
    description: string;
    positions: number;
    siteId: string;
    departmentId: string;
    hiringManagerId: string;
    startsOn: string;
    endsOn: string;
    weekHours: string;
    minBillRate: string;
    maxBillRate: string;
    splits: { costCenterId: string; percent: string }[];
  };
};

/** What a person may do with a requisition now, and why there is no button to approve. */
export type Choices = {
  edit: boolean;
  submit: boolean;
  revise: boolean;
  sign: boolean;
  recall: boolean;
  release: boolean;
  hold: boolean;
  resume: boolean;
  close: boolean;
  cancel: boolean;
  propose: boolean;
  signsFor: string | null;
  whyNotSign: string | null;
};
