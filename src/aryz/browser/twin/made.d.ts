// What Python's modules become: the names that `aryz.browser.twin` makes beside the files written by hand.
declare const calendar: any, deadlines: any, law_functions: any, plan_filters: any, plan_wording: any;
declare const interviews_answers: any, interviews_calling: any, interviews_declined: any, interviews_numbers: any;
declare const interviews_readers: any, interviews_say: any, interviews_shown: any;
