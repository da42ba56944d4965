// the interpreter uses what Node.js has from version 22 on.
(Promise as any).withResolvers ??= () => {
  let [resolve, reject]: [unknown, unknown] = [undefined, undefined];
  const promise = new Promise((...both) => { [resolve, reject] = both; });
  return { promise, resolve, reject };
};

export const aslValidator = jest.requireActual('asl-validator');
export const { StateMachine } = jest.requireActual('aws-local-stepfunctions');

/** A function as definitions name it. */
export const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000002:function:${name}`;
