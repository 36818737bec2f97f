export {
  type Category,
  ClassifierError,
  type ClassifierModel,
  deserializeClassifier,
  serializeClassifier,
} from './classifier-model';
export { type Classification, classify, type RankedCategory } from './classify';
export { type TrainingOptions, trainClassifier } from './train-classifier';
