import '../preview/page/lms-page.ts';
import './preview.css';
import './preview-desk.css';
