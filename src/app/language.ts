import { chooseLanguage, contentScript } from '../player/languages.ts';

// Runs before the player in a page with several languages: asks for the text in the one the browser prefers, while the player
// is still on its way, and leaves word which that is. The first of the page's languages is for those with no preference.

const { dataset } = document.documentElement;
dataset['language'] = chooseLanguage(navigator.languages, (dataset['languages'] ?? '').split(' '));
contentScript(dataset['language']);
