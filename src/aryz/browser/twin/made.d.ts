// What stands beside the files written by hand when `aryz.browser.twin` puts them together: modules of Python, and the
// kernel, whose names (`$own`, `days$add`) are asked for as parts.
declare const spelling: any, $: any, days: any, exact: any, law_functions: any, plan_filters: any, plan_wording: any;
declare const interviews_answers: any, interviews_calling: any, interviews_declined: any, interviews_numbers: any;
declare const documents_sheet: any, package_annexes: any, package_calculation: any, package_calendar: any, package_note: any;
declare const interviews_readers: any, interviews_say: any, interviews_shown: any;
/** Whether the file has several interviews or languages: what depends on it is settled when the file is made. */
declare const MANY: boolean;
