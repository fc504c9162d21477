/** The built bundle, which is fetched on its own when it is first needed. */
declare module "insight-widgets-report" {
  export { mount } from "../report.ts";
}
