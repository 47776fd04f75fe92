import { chooseLanguage, contentScript } from '../player/languages.ts';

// Runs before the player in a page with several languages: asks for the text in the one the browser prefers, while the player
// is still on its way. The first of the page's languages is for those with no preference.

contentScript(chooseLanguage(navigator.languages, (document.documentElement.dataset['languages'] ?? '').split(' ')));
