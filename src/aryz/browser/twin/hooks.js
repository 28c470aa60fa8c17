// What files of several interviews or languages add to the page; `page.js` asks for it where MANY is true.

/**
 * What a file with more in it adds to the end of an interview: functions of the turn, of what the page holds, of the language.
 * @type {((turn: any, held: any, language: string) => any[])[]}
 */
const ENDS = [];
/**
 * What it adds to words: functions of what the page holds and of `late`, which give one for each plan that is opened.
 * @type {((data: any, late: any) => (plan: any) => void)[]}
 */
const LETTERS = [];
/**
 * What files of several interviews or languages add (`several.js`): it is given what the page tells other scripts, and more.
 * @type {((page: any, more: any) => any)[]}
 */
const SEVERAL = [];
