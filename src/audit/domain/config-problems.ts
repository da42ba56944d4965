import { GLOBAL_TYPES, type RecordingData } from './config-template';
import { type Problem, listed } from '../../organization/domain/problem';

const TYPE = /^AWS::[A-Za-z0-9]{1,64}::[A-Za-z0-9]{1,64}$/;

/** What is wrong with a list of resource types. */
export function resourceTypeProblems({ kind, resourceTypes }: RecordingData): Problem[] {
  const method = kind === 'only' ? 'ConfigRecording.only' : 'ConfigRecording.allExcept';
  const wrong = resourceTypes.filter((type) => !TYPE.test(type));
  const twice = resourceTypes.filter((type, index) => resourceTypes.indexOf(type) !== index);
  return resourceTypes.length === 0 || wrong.length > 0 || twice.length > 0 ? [{
    code: 'ConfigResourceTypes',
    problem: `${method} is given ${listed([...wrong, ...twice], resourceTypes.length === 0 ? 'nothing' : '')}; it must be resource types, at least one, each once`,
    fix: "write them such as 'AWS::EC2::Instance', or use ConfigRecording.all()",
  }] : [];
}

/** Types that are recorded in the home Region only leave nothing to record elsewhere. */
export function nothingElsewhereProblems({ kind, resourceTypes }: RecordingData, regions: readonly string[]): Problem[] {
  return kind === 'only' && regions.length > 1 && resourceTypes.every((type) => GLOBAL_TYPES.includes(type)) ? [{
    code: 'ConfigNothingRecorded',
    problem: `'recording' has global types only (${listed(resourceTypes)}), which are recorded in the home Region; 'regions' names ${regions.length}`,
    fix: 'name the home Region only, or record a type that every Region has',
  }] : [];
}

export function configRegionProblems(regions: readonly string[], homeRegion: string | undefined): Problem[] {
  return homeRegion === undefined || regions.includes(homeRegion) ? [] : [{
    code: 'ConfigHomeRegion',
    problem: `'regions' (${listed(regions)}) leaves out ${homeRegion}, where global resource types are recorded`,
    fix: `add '${homeRegion}'`,
  }];
}
