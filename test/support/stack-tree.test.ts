import { type DeployedResource, mostAtOnce } from './stack-tree';

const resource = (parent: string, id: string, dependsOn: string[] = [], type = 'A'): DeployedResource =>
  ({ path: `${parent}/${id}`, parent, id, type, properties: {}, dependsOn });

test.each<[string, number, DeployedResource[]]>([
  ['three that wait for nothing', 3, [resource('', 'a'), resource('', 'b'), resource('', 'c')]],
  ['a chain of three', 1, [resource('', 'a'), resource('', 'b', ['a']), resource('', 'c', ['b'])]],
  ['two lanes of two', 2, [resource('', 'a'), resource('', 'b'), resource('', 'c', ['a']), resource('', 'd', ['b'])]],
  ['one that both others wait for', 2, [resource('', 'a'), resource('', 'b', ['a']), resource('', 'c', ['a'])]],
  ['two nested stacks at once, of one and two', 3, [
    resource('', 's', [], 'S'), resource('', 't', [], 'S'), resource('/s', 'a'), resource('/t', 'b'), resource('/t', 'c'),
  ]],
  ['a nested stack after another', 2, [
    resource('', 's', [], 'S'), resource('', 't', ['s'], 'S'), resource('/s', 'a'), resource('/t', 'b'), resource('/t', 'c'),
  ]],
])('of %s, %i are made at once', (_, most, tree) => {
  expect(mostAtOnce(tree, 'A')).toBe(most);
});
